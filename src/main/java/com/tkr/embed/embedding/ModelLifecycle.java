package com.tkr.embed.embedding;

import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.embedding.batching.QueueStats;
import com.tkr.embed.embedding.cache.CacheStats;
import com.tkr.embed.model.ModelNotReady;
import com.tkr.embed.model.ModelRuntime;
import com.tkr.embed.model.ModelState;
import com.tkr.embed.observe.metrics.ServingMetrics;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

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
            new ModelResources(settings, System.getenv(), runtime, metrics, threads));
  }

  void start() {
    model.start();
    Gauges gauges = new Gauges(metrics);
    gauges.queue(this::queue);
    gauges.cache(this::cache);
  }

  /** Takes no new requests; those that wait are still computed. */
  public void drain() {
    model.session().drain();
  }

  /**
   * Loads the model again, e.g. after its folder was replaced. What is under way is answered first,
   * as at a stop; until the new one is ready requests are refused as not ready. Returns at once.
   *
   * @return whether it was begun; not while another reload is under way
   */
  public boolean reload() {
    return model.reload();
  }

  /** Ends everything; what still waits fails as not ready. */
  public void stop() {
    model.stop();
  }

  /** Where the model stands. */
  public ModelState state() {
    return life().shown();
  }

  /**
   * Whether a model is being loaded, for the first time or again; nothing cuts the reading of
   * weights short.
   */
  public boolean isLoading() {
    return model.isLoading();
  }

  /** Which model the server was asked to serve. */
  public ServedModel served() {
    return life().served();
  }

  /** What waits for the engine. */
  public QueueStats queue() {
    return model.session().queue();
  }

  /** What is kept; all zero before the model is ready. */
  public CacheStats cache() {
    return life().cache().stats();
  }

  /** Drops what is kept. */
  public void clearCache() {
    life().cache().clear();
  }

  /**
   * What embeds.
   *
   * @throws ModelNotReady before the first embedding succeeded, after a failed load, and when
   *     closing
   */
  public Embedder embedder() {
    return life().embedder();
  }

  private LifeState life() {
    return model.session().life();
  }
}
