package com.tkr.embed.embedding;

import com.tkr.embed.config.startup.CacheConfig;
import com.tkr.embed.config.startup.QueueConfig;
import com.tkr.embed.config.startup.ServerConfig;
import com.tkr.embed.embedding.batching.BatchLimits;
import com.tkr.embed.embedding.batching.Batcher;
import com.tkr.embed.embedding.batching.QueueStats;
import com.tkr.embed.embedding.cache.CacheStats;
import com.tkr.embed.embedding.watchdog.Watchdog;
import com.tkr.embed.embedding.watchdog.WatchdogActions;
import com.tkr.embed.model.ModelNotReady;
import com.tkr.embed.model.ModelRuntime;
import com.tkr.embed.model.ModelState;
import com.tkr.embed.observe.metrics.ServingMetrics;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The served model as the rest of the server sees it, from the first moment of deployment on.
 * {@link ModelStartup} starts and stops it.
 */
@ApplicationScoped
public class ModelLifecycle {
  private static final int PREPARATIONS_WAITING = 4096;
  private static final long CLOSE_MILLIS = 60_000;

  @Inject private ServerConfig config;
  @Inject private QueueConfig queueConfig;
  @Inject private CacheConfig cacheConfig;
  @Inject private ModelRuntime runtime;
  @Inject private ServingMetrics metrics;
  @Resource private ManagedThreadFactory threads;

  private volatile Batcher batcher;
  private Watchdog watchdog;
  private ThreadPoolExecutor preparation;
  private volatile ModelOwner owner;
  private Thread thread;
  private boolean stopped;
  private final AtomicBoolean reloading = new AtomicBoolean();

  void start() {
    open();
    Gauges gauges = new Gauges(metrics);
    gauges.queue(this::queue);
    gauges.cache(this::cache);
  }

  private void open() {
    batcher =
        new Batcher(
            new BatchLimits(
                queueConfig.batchTokens(), queueConfig.queueTokens(), queueConfig.maxAge()),
            new BatchMetrics(metrics));
    preparation = preparation(Runtime.getRuntime().availableProcessors());
    owner =
        new ModelOwner(
            new ModelResources(config, cacheConfig, batcher, preparation, threads), runtime);
    owner.observe(metrics);
    thread = threads.newThread(owner);
    thread.setName("model-owner");
    thread.start();
    watch();
  }

  private ThreadPoolExecutor preparation(int cores) {
    return new ThreadPoolExecutor(
        cores, cores, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(PREPARATIONS_WAITING), threads);
  }

  /** A process whose engine hangs is of no use: its supervisor starts it anew. */
  private void watch() {
    WatchdogActions actions =
        new WatchdogActions(
            owner::stuck,
            owner::recovered,
            () -> Runtime.getRuntime().halt(WatchdogActions.EXIT_CODE));
    watchdog = new Watchdog(batcher, queueConfig.watchdog(), actions);
    watchdog.start(threads);
  }

  /** Takes no new requests; those that wait are still computed. */
  public void drain() {
    owner.drain();
    batcher.drain();
  }

  /**
   * Loads the model anew, e.g. after its folder was replaced. What is under way is answered first,
   * as at a stop; until the new one is ready requests are refused as not ready. Returns at once.
   *
   * @return whether it was begun; not while another reload is under way
   */
  public boolean reload() {
    if (!reloading.compareAndSet(false, true)) {
      return false;
    }
    Thread reload = threads.newThread(this::restart);
    reload.setName("model-reload");
    reload.start();
    return true;
  }

  private synchronized void restart() {
    try {
      if (!stopped) {
        drain();
        awaitAnswers();
        close();
        open();
      }
    } finally {
      reloading.set(false);
    }
  }

  /** Waits until nothing is under way in the engine, for as long as a drain may take. */
  private void awaitAnswers() {
    try {
      batcher.awaitIdle(queueConfig.drain());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends everything; what still waits fails as not ready. */
  public synchronized void stop() {
    stopped = true;
    close();
  }

  private void close() {
    owner.drain();
    watchdog.close();
    batcher.close();
    preparation.shutdownNow();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where the model stands. */
  public ModelState state() {
    ModelOwner current = owner;
    return current == null ? new ModelState.Loading(0) : current.state();
  }

  /** Whether a model is being loaded, for the first time or anew; nothing can cut that short. */
  public boolean isLoading() {
    return reloading.get() || state() instanceof ModelState.Loading;
  }

  /** Which model the server was asked to serve. */
  public ServedModel served() {
    ModelOwner current = owner;
    return current == null ? ServedModel.UNKNOWN : current.served();
  }

  /** What waits for the engine. */
  public QueueStats queue() {
    return batcher.stats();
  }

  /** What is kept; all zero before the model is ready. */
  public CacheStats cache() {
    return owner.cacheStats();
  }

  /** Drops what is kept. */
  public void clearCache() {
    owner.clearCache();
  }

  /**
   * What embeds.
   *
   * @throws ModelNotReady before the first embedding succeeded, after a failed load, and when
   *     closing
   */
  public Embedder embedder() {
    ModelOwner current = owner;
    if (current == null) {
      throw new ModelNotReady();
    }
    return current.embedder();
  }
}
