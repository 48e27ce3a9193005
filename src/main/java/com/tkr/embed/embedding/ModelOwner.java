package com.tkr.embed.embedding;

import com.tkr.embed.config.startup.ServerConfig;
import com.tkr.embed.embedding.batching.Batcher;
import com.tkr.embed.embedding.cache.CacheStats;
import com.tkr.embed.embedding.cache.VectorCache;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.InputPreparer;
import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.InferenceFailed;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.ModelNotReady;
import com.tkr.embed.model.ModelOptions;
import com.tkr.embed.model.ModelOutput;
import com.tkr.embed.model.ModelRuntime;
import com.tkr.embed.model.ModelState;
import com.tkr.embed.model.hub.ModelLocation;
import com.tkr.embed.model.profile.CheckpointFolder;
import com.tkr.embed.model.profile.ModelProfile;
import com.tkr.embed.model.profile.Recipe;
import com.tkr.embed.model.profile.SpecialTokenIds;
import com.tkr.embed.observe.metrics.ServingMetrics;
import com.tkr.embed.observe.metrics.Stage;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The life of the one model, run on the one thread that may touch it: load, first embedding,
 * batches until closed, close.
 */
final class ModelOwner implements Runnable {
  private static final System.Logger LOG = System.getLogger(ModelOwner.class.getName());

  private final ModelResources resources;
  private final ServerConfig config;
  private final Batcher batcher;
  private final ModelRuntime runtime;
  private volatile Pipeline.PreparationTimes times = input -> {};
  private volatile VectorCache cache = VectorCache.keepingNothing();
  private volatile ServedModel served = ServedModel.UNKNOWN;
  private volatile ModelState.Ready beforeStuck;
  private volatile ModelState state = new ModelState.Loading(0);
  private volatile Embedder embedder;
  private volatile boolean draining;

  ModelOwner(ModelResources resources, ModelRuntime runtime) {
    this.resources = resources;
    this.config = resources.config();
    this.batcher = resources.batcher();
    this.runtime = runtime;
  }

  /** Tells the metrics how long inputs take to prepare. */
  void observe(ServingMetrics metrics) {
    times =
        input -> {
          metrics.spent(Stage.TOKENIZE, input.tokenizeNanos());
          if (input.decodeNanos() > 0) {
            metrics.spent(Stage.DECODE, input.decodeNanos());
          }
        };
  }

  /** The engine makes no progress: whoever balances load should look elsewhere. */
  void stuck(String why) {
    if (state instanceof ModelState.Ready ready) {
      beforeStuck = ready;
      state = new ModelState.Failed(why);
    }
  }

  /** It does again. */
  void recovered() {
    ModelState.Ready ready = beforeStuck;
    if (ready != null) {
      beforeStuck = null;
      state = ready;
    }
  }

  /** Takes no new requests. */
  void drain() {
    draining = true;
  }

  CacheStats cacheStats() {
    return cache.stats();
  }

  void clearCache() {
    cache.clear();
  }

  ServedModel served() {
    return served;
  }

  ModelState state() {
    return draining ? new ModelState.Closed() : state;
  }

  Embedder embedder() {
    Embedder current = embedder;
    if (current == null || draining) {
      throw new ModelNotReady();
    }
    return current;
  }

  /** A failed load ends this thread, not the server, which goes on to say why. */
  @Override
  public void run() {
    try {
      ClosedArchives.retry(this::serve);
      state = new ModelState.Closed();
    } catch (ModelLoadFailed e) {
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
    served = ServedModel.askedFor(served.path(), location.name(), served.demonstration());
    LOG.log(Level.INFO, "Loading {0} from {1}", location.name(), location.folder());
    Recipe recipe = recipe(location);
    try (EmbeddingModel model =
            runtime.open(location.name(), location.folder(), options(), this::loading);
        InputPreparer preparer = InputPreparer.open(location.folder(), model.info());
        ModelRevisionState revision =
            ModelRevisionState.open(
                resources, location.folder(), model.info(), preparer.profile())) {
      boolean demonstration = preparer.profile().demonstration();
      served = new ServedModel(served.path(), location.name(), demonstration, recipe);
      new SpecialTokenIds(location.folder(), preparer.addedTokens(), preparer.addsTokens())
          .check(recipe, model.info().vocabSize());
      Duration firstText = embedOnce(model, preparer);
      cache = revision.cache();
      batcher.guard(revision.journal());
      embedder = embedder(model, preparer, revision.keys());
      ready(
          new ModelState.Ready(
              model.info(), Duration.ofNanos(System.nanoTime() - start), firstText));
      batcher.serve(model);
      embedder = null;
    }
  }

  /** Reads no weight: a folder of another recipe is refused at once. */
  private Recipe recipe(ModelLocation location) {
    Path folder = location.folder();
    Recipe recipe = new Recipe(ModelProfile.of(folder).name(), !ModelProfile.isOwn(folder));
    CheckpointFolder.check(location, recipe, config.ignoreAdapters());
    LOG.log(Level.INFO, "Its vectors are made as those of {0}", recipe);
    return recipe;
  }

  private ModelOptions options() {
    return new ModelOptions(
        config.device(), config.quantization(), config.kernels(), config.threads());
  }

  private void loading(double progress) {
    state = new ModelState.Loading(progress);
  }

  /**
   * What a short text takes; also tells the batcher, so that it can judge the first requests. Where
   * the words of this input meet damaged weights, the bare prompt decides whether any would do.
   *
   * @throws ModelLoadFailed when the model cannot embed either
   */
  private Duration embedOnce(EmbeddingModel model, InputPreparer preparer) {
    if (!model.damage().isEmpty()) {
      LOG.log(Level.WARNING, "The checkpoint is damaged, fetch it again: {0}", model.damage());
    }
    return embedded(model, preparer, new EmbeddingInput("Hello world", List.of(), null))
        .or(() -> embedded(model, preparer, new EmbeddingInput("", List.of(), "")))
        .orElseThrow(
            () ->
                new ModelLoadFailed(
                    "The model's first embedding is not finite: every input meets damaged weights;"
                        + " fetch the checkpoint again. "
                        + model.damage()));
  }

  /** What the text took; empty when its vector is not finite. */
  private Optional<Duration> embedded(
      EmbeddingModel model, InputPreparer preparer, EmbeddingInput text) {
    ModelInput input = preparer.prepare(text, false).modelInput();
    try {
      model.embed(List.of(input));
      long start = System.nanoTime();
      ModelOutput output = model.embed(List.of(input));
      long nanos = System.nanoTime() - start;
      if (!ModelOutput.isFinite(output.pooled().get(0))) {
        return Optional.empty();
      }
      batcher.learn(input.ownTokens(), nanos);
      return Optional.of(Duration.ofNanos(nanos));
    } catch (InferenceFailed e) {
      throw new ModelLoadFailed(
          "The model's first embedding failed: " + e.getCause().getMessage(), e);
    }
  }

  private Embedder embedder(EmbeddingModel model, InputPreparer preparer, InputKeys keys) {
    Pipeline pipeline = new Pipeline(preparer, batcher, resources.preparation(), times);
    return new Embedder(model.info(), keys, cache, pipeline);
  }

  private void ready(ModelState.Ready ready) {
    state = ready;
    ModelInfo info = ready.info();
    LOG.log(
        Level.INFO,
        "{0} is ready after {1} ms: {2} dimensions, device {3}, kernels {4}, quantization {5}; a"
            + " short text takes {6} ms",
        info.name(),
        ready.loadTime().toMillis(),
        info.embeddingDim(),
        info.device(),
        info.kernels(),
        info.quantization(),
        ready.firstText().toMillis());
  }
}
