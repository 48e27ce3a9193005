package com.tkr.embed.embedding;

import com.tkr.embed.batching.Batcher;
import com.tkr.embed.config.InvalidSetting;
import com.tkr.embed.config.ServerConfig;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.InputPreparer;
import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.InferenceFailed;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.ModelLocation;
import com.tkr.embed.model.ModelNotReady;
import com.tkr.embed.model.ModelOptions;
import com.tkr.embed.model.ModelRuntime;
import com.tkr.embed.model.ModelState;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The life of the one model, run on the one thread that may touch it: load, first embedding,
 * batches until closed, close.
 */
final class ModelOwner implements Runnable {
  private static final System.Logger LOG = System.getLogger(ModelOwner.class.getName());

  private final ServerConfig config;
  private final ModelRuntime runtime;
  private final Batcher batcher;
  private final Executor preparation;
  private volatile ServedModel served = ServedModel.UNKNOWN;
  private volatile ModelState state = new ModelState.Loading(0);
  private volatile Embedder embedder;

  ModelOwner(ServerConfig config, ModelRuntime runtime, Batcher batcher, Executor preparation) {
    this.config = config;
    this.runtime = runtime;
    this.batcher = batcher;
    this.preparation = preparation;
  }

  ServedModel served() {
    return served;
  }

  ModelState state() {
    return state;
  }

  Embedder embedder() {
    Embedder current = embedder;
    if (current == null) {
      throw new ModelNotReady();
    }
    return current;
  }

  /** A failed load ends this thread, not the server, which goes on to say why. */
  @Override
  public void run() {
    try {
      serve();
      state = new ModelState.Closed();
    } catch (ModelLoadFailed | InvalidSetting e) {
      fail(e.getMessage(), e);
    } catch (Throwable e) {
      fail("The model stopped by an unexpected error; the log has it.", e);
      LOG.log(Level.ERROR, "The model's thread ended", e);
    } finally {
      embedder = null;
      batcher.close();
    }
  }

  private void fail(String reason, Throwable cause) {
    state = new ModelState.Failed(reason);
    LOG.log(Level.ERROR, "The model is not served: " + reason);
    LOG.log(Level.DEBUG, "Cause", cause);
  }

  private void serve() {
    long start = System.nanoTime();
    ModelChoice choice = new ModelChoice(config, System.getenv());
    served = choice.served();
    ModelLocation location = choice.locate(served);
    served = new ServedModel(served.path(), location.name(), served.demonstration());
    LOG.log(Level.INFO, "Loading {0} from {1}", location.name(), location.folder());
    try (EmbeddingModel model =
            runtime.open(location.name(), location.folder(), options(), this::loading);
        InputPreparer preparer = InputPreparer.open(location.folder(), model.info())) {
      boolean demonstration = preparer.profile().demonstration();
      served = new ServedModel(served.path(), location.name(), demonstration);
      embedOnce(model, preparer);
      ready(model, preparer, Duration.ofNanos(System.nanoTime() - start));
      batcher.serve(model);
      embedder = null;
    }
  }

  private ModelOptions options() {
    return new ModelOptions(
        config.device(), config.quantization(), config.kernels(), config.threads());
  }

  private void loading(double progress) {
    state = new ModelState.Loading(progress);
  }

  private static void embedOnce(EmbeddingModel model, InputPreparer preparer) {
    ModelInput input =
        preparer.prepare(new EmbeddingInput("Hello world", List.of(), null), false).modelInput();
    try {
      model.embed(List.of(input));
    } catch (InferenceFailed e) {
      throw new ModelLoadFailed(
          "The model's first embedding failed: " + e.getCause().getMessage(), e);
    }
  }

  private void ready(EmbeddingModel model, InputPreparer preparer, Duration loadTime) {
    embedder = new Embedder(model.info(), preparer, batcher, preparation);
    state = new ModelState.Ready(model.info(), loadTime);
    LOG.log(
        Level.INFO,
        "{0} is ready after {1} ms: {2} dimensions, device {3}, kernels {4}, quantization {5}",
        model.info().name(),
        loadTime.toMillis(),
        model.info().embeddingDim(),
        model.info().device(),
        model.info().kernels(),
        model.info().quantization());
  }
}
