package com.tkr.embed.embedding;

import com.tkr.embed.config.settings.ServingSettings;
import com.tkr.embed.config.settings.Settings;
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
record ModelRevisionState(InputKeys keys, VectorCache cache, CrashJournal journal)
    implements AutoCloseable {
  /**
   * Of our own part in a vector. Raised whenever an input's ids, its pixels or what the engine
   * makes of them change: vectors that older code left on disk, and its strikes, then count no
   * more.
   */
  static final int VECTORS_REVISION = 4;

  /**
   * Opens what belongs to a loaded model.
   *
   * @param state folder that holds it
   * @param folder of the checkpoint
   */
  static ModelRevisionState open(
      ModelResources resources, Path state, Path folder, ModelInfo model, ModelProfile profile) {
    List<String> revision =
        List.of(
            CheckpointFingerprint.of(folder),
            model.quantization(),
            model.activations(),
            profile.toString(),
            model.framework() + " " + model.frameworkVersion(),
            "vectors " + VECTORS_REVISION);
    int maxTokens = Math.min(profile.maxLength(), model.maxPositionEmbeddings());
    CacheKeys keys = new CacheKeys(revision, profile.instruction().byDefault(), maxTokens);
    Path vectors = state.resolve("vectors");
    return new ModelRevisionState(
        new InputKeys(keys),
        cache(resources, vectors, model.embeddingDim(), keys.revision()),
        CrashJournal.open(state, model.name() + " " + keys.revision()));
  }

  private static VectorCache cache(
      ModelResources resources, Path folder, int dimension, String revision) {
    Settings settings = resources.settings();
    int size = settings.get(ServingSettings.CACHE_MAX_SIZE);
    if (!settings.get(ServingSettings.CACHE_ENABLED) || size == 0) {
      return VectorCache.keepingNothing();
    }
    CacheLimits limits =
        new CacheLimits(
            dimension,
            size,
            settings.get(ServingSettings.CACHE_MAX_BYTES),
            settings.get(ServingSettings.CACHE_TIME_TO_LIVE));
    if (!settings.get(ServingSettings.CACHE_PERSISTENT)) {
      return VectorCache.open(limits);
    }
    long bytes = settings.get(ServingSettings.CACHE_FILE_BYTES);
    return VectorCache.open(limits, new CacheFile(folder, revision, bytes), resources.threads());
  }

  @Override
  public void close() {
    journal.close();
    cache.close();
  }
}
