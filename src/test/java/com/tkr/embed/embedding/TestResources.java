package com.tkr.embed.embedding;

import com.tkr.embed.config.startup.CacheConfig;
import com.tkr.embed.config.startup.Environment;
import com.tkr.embed.config.startup.QueueConfig;
import com.tkr.embed.config.startup.ServerConfig;
import com.tkr.embed.embedding.batching.BatchLimits;
import com.tkr.embed.model.ModelRuntime;
import com.tkr.embed.observe.metrics.ServingMetrics;
import com.tkr.embed.observe.metrics.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What a model of the demonstration checkpoint is served with, outside the container. */
final class TestResources {
  private TestResources() {}

  static ModelResources of(ModelRuntime runtime, Path data) {
    return new ModelResources(
        new Server(data), new Cache(), new Waiting(), runtime, new NoMetrics(), Thread::new);
  }

  private static final class Server extends ServerConfig {
    private final Path data;

    Server(Path data) {
      this.data = data;
    }

    @Override
    public Environment environment() {
      return Environment.TESTING;
    }

    @Override
    public Optional<String> modelPath() {
      return Optional.of(ScriptedRuntime.FOLDER.toString());
    }

    @Override
    public Optional<Path> cacheDir() {
      return Optional.empty();
    }

    @Override
    public Path dataDir() {
      return data;
    }
  }

  private static final class Cache extends CacheConfig {
    @Override
    public boolean enabled() {
      return true;
    }

    @Override
    public int size() {
      return 100;
    }
  }

  private static final class Waiting extends QueueConfig {
    @Override
    public int batchTokens() {
      return 4096;
    }

    @Override
    public int queueTokens() {
      return 1 << 17;
    }

    @Override
    public Duration maxAge() {
      return BatchLimits.MAX_AGE;
    }

    @Override
    public Duration watchdog() {
      return Duration.ofHours(1);
    }

    @Override
    public Duration drain() {
      return Duration.ofSeconds(10);
    }
  }

  private static final class NoMetrics extends ServingMetrics {
    @Override
    public void batch(int inputs, long tokens) {}

    @Override
    public void spent(Stage stage, long nanos) {}

    @Override
    public void refused(String reason) {}
  }
}
