package com.tkr.embed.embedding;

import com.tkr.embed.config.settings.ModelSettings;
import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.embedding.batching.BatchLimits;
import com.tkr.embed.embedding.batching.Batcher;
import com.tkr.embed.embedding.batching.QueueStats;
import com.tkr.embed.embedding.watchdog.Watchdog;
import com.tkr.embed.embedding.watchdog.WatchdogActions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One load of the model with all that serves it: queue, preparation, watchdog and the model's
 * thread. Started once, closed once or more; loading again is another session.
 */
final class ModelSession implements AutoCloseable {
  private static final int PREPARATIONS_WAITING = 4096;
  private static final long CLOSE_MILLIS = 60_000;

  private final ModelResources resources;
  private final ModelRequest request;
  private final Leases leases = new Leases();
  private final Batcher batcher;
  private final ThreadPoolExecutor preparation;
  private final ModelOwner owner;
  private final Watchdog watchdog;
  private @Nullable Thread thread;

  /** A session that has no thread yet. */
  ModelSession(ModelResources resources, ModelRequest request) {
    this.resources = resources;
    this.request = request;
    Settings settings = resources.settings();
    BatchLimits limits =
        new BatchLimits(
            settings.get(ModelSettings.BATCH_TOKENS),
            settings.get(ModelSettings.QUEUE_TOKENS),
            settings.get(ModelSettings.QUEUE_MAX_AGE));
    batcher = new Batcher(limits, new BatchMetrics(resources.metrics()));
    preparation = preparation(Runtime.getRuntime().availableProcessors());
    owner = new ModelOwner(resources, request, batcher, preparation);
    watchdog = new Watchdog(batcher, settings.get(ModelSettings.WATCHDOG), actions(owner));
  }

  private ThreadPoolExecutor preparation(int cores) {
    return new ThreadPoolExecutor(
        cores,
        cores,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(PREPARATIONS_WAITING),
        resources.threads());
  }

  /** A process whose engine hangs is of no use: its supervisor starts it again. */
  private static WatchdogActions actions(ModelOwner owner) {
    return new WatchdogActions(
        owner::stuck, owner::recovered, () -> Runtime.getRuntime().halt(WatchdogActions.EXIT_CODE));
  }

  /** Begins to load; returns at once. */
  synchronized void start() {
    Thread started = resources.threads().newThread(owner);
    started.setName("model-owner");
    started.start();
    thread = started;
    watchdog.start(resources.threads());
  }

  /** Which model it is for. */
  ModelRequest request() {
    return request;
  }

  /** Where the model stands. */
  LifeState life() {
    return owner.life();
  }

  /** See {@link ModelOwner#admitted}. */
  CompletableFuture<@Nullable Void> admitted() {
    return owner.admitted();
  }

  /** See {@link ModelOwner#loaded}. */
  CompletableFuture<LifeState> loaded() {
    return owner.loaded();
  }

  /**
   * Begins to use what embeds, until what comes of it is complete; empty where this session is
   * retired.
   *
   * @throws com.tkr.embed.model.ModelNotReady where nothing embeds
   */
  <T> Optional<CompletableFuture<T>> use(Function<Embedder, CompletableFuture<T>> work) {
    if (!leases.take()) {
      return Optional.empty();
    }
    try {
      CompletableFuture<T> result = work.apply(life().embedder());
      result.whenComplete((value, failure) -> leases.giveBack());
      return Optional.of(result);
    } catch (RuntimeException | Error e) {
      leases.giveBack();
      throw e;
    }
  }

  /** Waits until nobody uses it any more, then closes; another session must stand in its place. */
  void retire() {
    leases.end();
    try {
      leases.awaitNone();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    drain();
    awaitIdle(resources.settings().get(ServerSettings.DRAIN));
    close();
  }

  /** What waits for the engine. */
  QueueStats queue() {
    return batcher.stats();
  }

  /** Takes no new requests; those that wait are still computed. */
  void drain() {
    owner.drain();
    batcher.drain();
  }

  /** Waits until nothing is under way in the engine, for as long as that may take. */
  void awaitIdle(Duration most) {
    try {
      batcher.awaitIdle(most);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends everything; what still waits fails as not ready. */
  @Override
  public synchronized void close() {
    owner.drain();
    watchdog.close();
    batcher.close();
    preparation.shutdownNow();
    try {
      if (thread != null) {
        thread.join(CLOSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
