package com.tkr.embed.model.mlx;

import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelOptions;
import com.tkr.embed.model.ModelRuntime;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;

/** Opens checkpoints on MLX. */
@ApplicationScoped
public class MlxRuntime implements ModelRuntime {
  private static final long PROGRESS_MILLIS = 200;

  @Override
  public EmbeddingModel open(
      String name, Path folder, ModelOptions options, DoubleConsumer progress) {
    return NativeModels.told(() -> loaded(name, NativeModels.plan(folder, options), progress));
  }

  @Override
  public ModelInfo inspect(String name, Path folder, ModelOptions options) {
    return NativeModels.inspect(name, folder, options);
  }

  private static EmbeddingModel loaded(
      String name, TkrEmbed.NativeModel model, DoubleConsumer progress) {
    ScheduledExecutorService reporter = Executors.newSingleThreadScheduledExecutor();
    try {
      reporter.scheduleAtFixedRate(
          () -> progress.accept(model.load_progress()), 0, PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
      model.load();
      return new MlxEmbeddingModel(name, model);
    } catch (RuntimeException e) {
      stop(reporter);
      model.close();
      throw e;
    } finally {
      stop(reporter);
    }
  }

  /** Waits: the reporter must not read a model that is about to be closed. */
  private static void stop(ScheduledExecutorService reporter) {
    reporter.shutdown();
    try {
      reporter.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
