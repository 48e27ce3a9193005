package com.tkr.embed.embedding;

import com.tkr.embed.config.startup.CacheConfig;
import com.tkr.embed.embedding.cache.CacheFile;
import com.tkr.embed.embedding.cache.CacheKeys;
import com.tkr.embed.embedding.cache.CacheLimits;
import com.tkr.embed.embedding.cache.VectorCache;
import com.tkr.embed.embedding.watchdog.CrashJournal;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.hub.CheckpointFingerprint;
import com.tkr.embed.model.profile.ModelProfile;
import java.nio.file.Path;
import java.util.List;

/**
 * What is remembered about one revision of a model: its vectors, and the inputs that ended its
 * process.
 */
record Kept(InputKeys keys, VectorCache cache, CrashJournal journal) implements AutoCloseable {
  static Kept open(Serving serving, Path folder, ModelInfo model, ModelProfile profile) {
    List<String> revision =
        List.of(
            CheckpointFingerprint.of(folder),
            model.quantization(),
            profile.toString(),
            model.framework() + " " + model.frameworkVersion());
    int maxTokens = Math.min(profile.maxLength(), model.maxPositionEmbeddings());
    CacheKeys keys = new CacheKeys(revision, profile.defaultInstruction(), maxTokens);
    Path data = serving.config().dataDir();
    return new Kept(
        new InputKeys(keys),
        cache(serving, model.embeddingDim(), keys.revision()),
        CrashJournal.open(data, model.name() + " " + keys.revision()));
  }

  private static VectorCache cache(Serving serving, int dimension, String revision) {
    CacheConfig config = serving.cache();
    if (!config.enabled()) {
      return VectorCache.keepingNothing();
    }
    CacheLimits limits =
        new CacheLimits(dimension, config.size(), config.bytes(), config.timeToLive());
    if (!config.persistent()) {
      return VectorCache.open(limits);
    }
    Path folder = serving.config().dataDir().resolve("vectors");
    return VectorCache.open(
        limits, new CacheFile(folder, revision, config.fileBytes()), serving.threads());
  }

  @Override
  public void close() {
    journal.close();
    cache.close();
  }
}
