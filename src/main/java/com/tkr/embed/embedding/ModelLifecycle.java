package com.tkr.embed.embedding;

import com.tkr.embed.batching.BatchLimits;
import com.tkr.embed.batching.BatchObserver;
import com.tkr.embed.batching.Batcher;
import com.tkr.embed.config.ServerConfig;
import com.tkr.embed.model.ModelNotReady;
import com.tkr.embed.model.ModelRuntime;
import com.tkr.embed.model.ModelState;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The served model as the rest of the server sees it, from the first moment of deployment on.
 * {@link ModelStartup} starts and stops it.
 */
@ApplicationScoped
public class ModelLifecycle {
  private static final BatchLimits LIMITS = new BatchLimits(4096, 1 << 20);
  private static final int PREPARATIONS_WAITING = 4096;
  private static final long CLOSE_MILLIS = 60_000;

  @Inject private ServerConfig config;
  @Inject private ModelRuntime runtime;
  @Resource private ManagedThreadFactory threads;

  private final Batcher batcher = new Batcher(LIMITS, BatchObserver.NONE);
  private ThreadPoolExecutor preparation;
  private volatile ModelOwner owner;
  private Thread thread;

  void start() {
    int cores = Runtime.getRuntime().availableProcessors();
    preparation =
        new ThreadPoolExecutor(
            cores,
            cores,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(PREPARATIONS_WAITING),
            threads);
    owner = new ModelOwner(config, runtime, batcher, preparation);
    thread = threads.newThread(owner);
    thread.setName("model-owner");
    thread.start();
  }

  void stop() {
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

  /** Which model the server was asked to serve. */
  public ServedModel served() {
    ModelOwner current = owner;
    return current == null ? ServedModel.UNKNOWN : current.served();
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
