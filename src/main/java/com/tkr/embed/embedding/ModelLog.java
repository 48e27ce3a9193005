package com.tkr.embed.embedding;

import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelState;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** What the log is told of a model that was loaded. */
final class ModelLog {
  private static final System.Logger LOG = System.getLogger(ModelLog.class.getName());

  private ModelLog() {}

  /** It can be served, but some of its weights are no numbers. */
  static void damage(EmbeddingModel model) {
    if (!model.damage().isEmpty()) {
      LOG.log(Level.WARNING, "The checkpoint is damaged, fetch it again: {0}", model.damage());
    }
  }

  /** Requests are answered. */
  static void ready(ModelState.Ready ready) {
    ModelInfo info = ready.info();
    info.probe()
        .ifPresent(probe -> LOG.log(Level.INFO, "The GPU was tried: {0}", probe.description()));
    LOG.log(
        Level.INFO,
        "{0} is ready after {1} ms: {2}, device {3}, kernels {4}, quantization {5}",
        info.name(),
        ready.loadTime().toMillis(),
        info.embeddingDim() == 1 ? "scores" : info.embeddingDim() + " dimensions",
        info.device(),
        info.kernels(),
        info.quantization());
    ready.firstText().ifPresent(ModelLog::firstText);
  }

  /** What a short text takes, before anybody asked for one. */
  static void firstText(Duration took) {
    LOG.log(Level.INFO, "A short text takes {0} ms", took.toMillis());
  }
}
