package com.tkr.embed.embedding;

import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.embedding.batching.QueueStats;
import com.tkr.embed.embedding.cache.CacheStats;
import com.tkr.embed.model.DeviceProbe;
import com.tkr.embed.model.ModelNotReady;
import com.tkr.embed.model.ModelRuntime;
import com.tkr.embed.model.ModelState;
import com.tkr.embed.observe.metrics.ServingMetrics;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The served model as the rest of the server sees it, from the first moment of deployment on.
 * {@link ModelStartup} starts and stops it.
 */
@ApplicationScoped
public class ModelLifecycle {
  @Inject private Settings settings;
  @Inject private ModelRuntime runtime;
  @Inject private ServingMetrics metrics;
  @Resource private ManagedThreadFactory threads;

  private ReloadableModel model;

  @PostConstruct
  void prepare() {
    model =
        new ReloadableModel(
            new ModelResources(
                settings, System.getenv(), runtime, metrics, threads, runtime::availableBytes));
  }

  void start() {
    model.start();
    Gauges gauges = new Gauges(metrics);
    gauges.queue(this::queue);
    gauges.cache(this::cache);
    gauges.probe(this::probe);
  }

  /** Takes no new requests; those that wait are still computed. */
  public void drain() {
    model.drain();
  }

  /**
   * Loads the model again, e.g. after its folder was replaced. What is under way is answered first,
   * as at a stop; until the new one is ready requests are refused as not ready. Returns at once.
   *
   * @throws com.tkr.embed.error.EmbeddingException 409 while a reload or a switch is under way
   */
  public void reload() {
    model.reload();
  }

  /**
   * Loads another model beside the one that serves. Once it is ready every new request is its own,
   * and the one before ends after its last request. When that fails, all is as before. Returns at
   * once.
   *
   * @param path a folder, a name of the hub, or {@code demo}
   * @return completes when it is known to be a model that can be loaded, or begins to be fetched;
   *     fails with a {@link com.tkr.embed.model.ModelLoadFailed} when it cannot be loaded, and with
   *     507 where it does not fit into the memory
   * @throws com.tkr.embed.error.EmbeddingException 409 while a reload or a switch is under way
   */
  public CompletableFuture<@Nullable Void> switchTo(String path) {
    return model.switchTo(path);
  }

  /** Ends everything; what still waits fails as not ready. */
  public void stop() {
    model.stop();
  }

  /** Where the models stand. */
  public ModelStatus status() {
    return model.status();
  }

  /**
   * Whether a model is being loaded, for the first time or again; nothing cuts the reading of
   * weights short.
   */
  public boolean isLoading() {
    return model.isLoading();
  }

  /** What waits for the engine. */
  public QueueStats queue() {
    return model.session().queue();
  }

  /** What is kept; all zero before the model is ready. */
  public CacheStats cache() {
    return life().cache().stats();
  }

  private Optional<DeviceProbe> probe() {
    return status().state() instanceof ModelState.Ready ready
        ? ready.info().probe()
        : Optional.empty();
  }

  /** Drops what is kept. */
  public void clearCache() {
    life().cache().clear();
  }

  /**
   * Begins to use what embeds; its model stays until what comes of that is complete.
   *
   * @throws ModelNotReady before the first embedding succeeded, after a failed load, and when
   *     closing
   */
  public <T> CompletableFuture<T> use(Function<Embedder, CompletableFuture<T>> work) {
    return model.use(work);
  }

  private LifeState life() {
    return model.session().life();
  }
}
