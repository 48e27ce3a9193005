package com.tkr.embed.embedding;

import com.tkr.embed.config.settings.ModelSettings;
import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.embedding.batching.Batcher;
import com.tkr.embed.embedding.quantization.Scales;
import com.tkr.embed.input.InputLimits;
import com.tkr.embed.input.InputPreparer;
import com.tkr.embed.model.DownloadProgress;
import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.LoadListener;
import com.tkr.embed.model.LoadStage;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.ModelOptions;
import com.tkr.embed.model.ModelState;
import com.tkr.embed.model.conversion.ConvertedModels;
import com.tkr.embed.model.hub.HubCache;
import com.tkr.embed.model.hub.ModelLocation;
import com.tkr.embed.model.profile.CheckpointFolder;
import com.tkr.embed.model.profile.ProfiledFolder;
import com.tkr.embed.model.profile.SpecialTokenIds;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The life of one loaded model, run on the one thread that may touch it: load, first embedding,
 * batches until closed, close. Any thread may ask where it stands.
 */
final class ModelOwner implements Runnable {
  private static final System.Logger LOG = System.getLogger(ModelOwner.class.getName());

  private final ModelResources resources;
  private final ModelRequest request;
  private final Settings settings;
  private final Batcher batcher;
  private final Executor preparation;
  private final AtomicReference<LifeState> life = new AtomicReference<>(LifeState.beginning());
  private final CompletableFuture<@Nullable Void> admitted = new CompletableFuture<>();
  private final CompletableFuture<LifeState> loaded = new CompletableFuture<>();

  /** The one that fetches or converts, which an interrupt ends. */
  private @Nullable Thread fetching;

  /** Whether this load made a conversion, which the next one finds. */
  private boolean converted;

  /** An owner whose inputs the batcher brings, prepared on the executor. */
  ModelOwner(
      ModelResources resources, ModelRequest request, Batcher batcher, Executor preparation) {
    this.resources = resources;
    this.request = request;
    this.settings = resources.settings();
    this.batcher = batcher;
    this.preparation = preparation;
  }

  /** Where it stands. */
  LifeState life() {
    return Objects.requireNonNull(life.get());
  }

  /**
   * Completes when the model is known to be one that can be loaded, or begins to be fetched; fails
   * when it is not, as {@link #run} is told.
   */
  CompletableFuture<@Nullable Void> admitted() {
    return admitted;
  }

  /** Completes with where it stands when the load has ended, well or not. */
  CompletableFuture<LifeState> loaded() {
    return loaded;
  }

  /** The engine makes no progress: whoever balances load should look elsewhere. */
  void stuck(String why) {
    becomes(state -> state.stuck(why));
  }

  /** It does again. */
  void recovered() {
    becomes(LifeState::recovered);
  }

  /** Takes no new requests; a download for them ends, and what has come of it is kept. */
  synchronized void drain() {
    becomes(LifeState::drain);
    if (fetching != null) {
      fetching.interrupt();
    }
  }

  private LifeState becomes(UnaryOperator<LifeState> next) {
    return Objects.requireNonNull(life.updateAndGet(next));
  }

  /** A failed load ends this thread, not the server, which goes on to say why. */
  @Override
  public void run() {
    try {
      ClosedArchives.retry(this::serve);
      becomes(LifeState::closed);
    } catch (ModelLoadFailed | NotEnoughMemory e) {
      fail(Objects.requireNonNull(e.getMessage()), e);
    } catch (Throwable e) {
      fail("The model stopped by an unexpected error; the log has it.", e);
      LOG.log(Level.ERROR, "The model's thread ended", e);
    } finally {
      batcher.close();
      admitted.complete(null);
      loaded.complete(life());
    }
  }

  private void fail(String reason, Throwable cause) {
    becomes(state -> state.failed(reason));
    admitted.completeExceptionally(cause);
    LOG.log(Level.ERROR, "The model is not served: " + reason);
    LOG.log(Level.DEBUG, "Cause", cause);
  }

  private void serve() {
    long start = System.nanoTime();
    ModelChoice choice = new ModelChoice(settings, resources.environment(), request);
    ServedModel asked = choice.served();
    loading(asked);
    ModelLocation location = locate(choice, asked);
    loading(ServedModel.askedFor(asked.path(), location.name(), asked.demonstration()));
    LOG.log(Level.INFO, "Loading {0} from {1}", location.name(), location.folder());
    ProfiledFolder folder = profiled(location);
    ModelOptions options = options(folder);
    admit(location, options);
    LoadTimes times = new LoadTimes(settings.get(ServerSettings.DATA_DIR));
    ModelScales scales = ModelScales.beside(options.converted().orElseThrow());
    String timed = location.folder() + " " + options;
    becomes(state -> state.located(times.last(timed)));
    long located = System.nanoTime();
    try (EmbeddingModel model = open(location, options);
        InputPreparer preparer =
            InputPreparer.open(folder, model.info(), InputLimits.of(settings));
        ModelRevisionState revision =
            ModelRevisionState.open(
                resources, request.state(), location.folder(), model.info(), folder.profile())) {
      boolean demonstration = folder.profile().demonstration();
      loading(new ServedModel(asked.path(), location.name(), demonstration, folder.recipe()));
      new SpecialTokenIds(
              location.folder(), preparer.texts().added(), preparer.texts().areLeftOut())
          .check(folder.recipe(), model.info().vocabSize());
      FirstEmbedding first = new FirstEmbedding(model, preparer, batcher);
      Optional<Duration> firstText = embedOnce(first, model);
      batcher.guard(revision.journal());
      if (!converted) {
        times.took(timed, since(located));
      }
      Duration loadTime = since(start);
      ready(
          new ModelState.Ready(model.info(), Instant.now(), loadTime, firstText),
          embedder(model.info(), preparer, revision, scales.of(folder, model.info())),
          revision);
      if (firstText.isEmpty()) {
        measured(first.run());
      }
      batcher.serve(model);
      drain();
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private void loading(ServedModel known) {
    becomes(state -> state.loading(known));
  }

  private ModelLocation locate(ModelChoice choice, ServedModel asked) {
    try {
      return choice.locate(asked, this::fetching);
    } finally {
      fetched();
      becomes(state -> state.located(Optional.empty()));
    }
  }

  private synchronized void fetching(Supplier<DownloadProgress> download) {
    fetching = Thread.currentThread();
    becomes(state -> state.fetching(download));
    admitted.complete(null);
  }

  /** From here on nothing interrupts this thread any more, nor has done so. */
  private synchronized void fetched() {
    if (fetching != null) {
      fetching = null;
      Thread.interrupted();
    }
  }

  /** Reads no weight: a folder of another recipe is refused at once. */
  private ProfiledFolder profiled(ModelLocation location) {
    ProfiledFolder folder =
        CheckpointFolder.open(
            location, request.profile(settings), settings.get(ModelSettings.IGNORE_ADAPTERS));
    LOG.log(Level.INFO, "Its vectors are made as those of {0}", folder.recipe());
    return folder;
  }

  /** A model that serves is left its memory. */
  private void admit(ModelLocation location, ModelOptions options) {
    if (request.beside()) {
      ModelInfo planned = resources.runtime().inspect(location.name(), location.folder(), options);
      NotEnoughMemory.check(planned, resources.availableBytes().getAsLong());
    }
    admitted.complete(null);
  }

  private ModelOptions options(ProfiledFolder folder) {
    HubCache cache = HubCache.of(settings.get(ModelSettings.CACHE_DIR), resources.environment());
    return new ModelOptions(
        settings.get(ModelSettings.DEVICE),
        settings.get(ModelSettings.QUANTIZATION),
        settings.get(ModelSettings.KERNELS),
        settings.get(ModelSettings.CPU_ACTIVATIONS),
        settings.get(ModelSettings.GPU_PRECISION),
        settings.get(ModelSettings.THREADS),
        folder.profile().positions(),
        folder.answers(),
        Optional.of(ConvertedModels.beside(cache).root()));
  }

  private EmbeddingModel open(ModelLocation location, ModelOptions options) {
    try {
      return resources.runtime().open(location.name(), location.folder(), options, new Progress());
    } finally {
      fetched();
    }
  }

  /** Shows how the load comes along. */
  private final class Progress implements LoadListener {
    @Override
    public void loading(double share) {
      becomes(state -> state.progress(LoadStage.LOADING, share));
    }

    @Override
    public void converting(Supplier<DownloadProgress> progress) {
      fetching(progress);
    }

    @Override
    public void converted() {
      converted = true;
    }
  }

  /**
   * What a short text took; empty where that is measured once requests are let in, which would wait
   * for the same prompt anyway. Beside a model that serves nobody waits.
   */
  private Optional<Duration> embedOnce(FirstEmbedding first, EmbeddingModel model) {
    becomes(state -> state.progress(LoadStage.WARMING, 1));
    ModelLog.damage(model);
    return !request.beside() && first.takesLong() ? Optional.empty() : Optional.of(first.run());
  }

  private Embedder embedder(
      ModelInfo info, InputPreparer preparer, ModelRevisionState revision, Scales scales) {
    BatchMetrics times = new BatchMetrics(resources.metrics());
    Pipeline pipeline = new Pipeline(preparer, batcher, preparation, times);
    return new Embedder(info, revision.keys(), revision.cache(), pipeline, scales);
  }

  private void ready(ModelState.Ready ready, Embedder embedder, ModelRevisionState revision) {
    loaded.complete(becomes(state -> state.ready(ready, embedder, revision.cache())));
    ModelLog.ready(ready);
  }

  /** Known only now, since the model was ready before. */
  private void measured(Duration firstText) {
    becomes(state -> state.measured(firstText));
    ModelLog.firstText(firstText);
  }
}
