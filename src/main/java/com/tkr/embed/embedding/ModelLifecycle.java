package com.tkr.embed.embedding;

import com.tkr.embed.batching.BatchLimits;
import com.tkr.embed.batching.Batcher;
import com.tkr.embed.config.ServerConfig;
import com.tkr.embed.model.ModelNotReady;
import com.tkr.embed.model.ModelRuntime;
import com.tkr.embed.model.ModelState;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Loads the model when the server starts and closes it when the server stops. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class ModelLifecycle {
  private static final BatchLimits LIMITS = new BatchLimits(4096, 1 << 20);
  private static final int PREPARATIONS_WAITING = 4096;
  private static final long CLOSE_MILLIS = 60_000;

  @Inject private ServerConfig config;
  @Inject private ModelRuntime runtime;
  @Resource private ManagedThreadFactory threads;

  private final Batcher batcher = new Batcher(LIMITS);
  private ThreadPoolExecutor preparation;
  private ModelOwner owner;
  private Thread thread;

  @PostConstruct
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

  @PreDestroy
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
    return owner.state();
  }

  /** Which model the server was asked to serve. */
  public ServedModel served() {
    return owner.served();
  }

  /**
   * What embeds.
   *
   * @throws ModelNotReady before the first embedding succeeded, after a failed load, and when
   *     closing
   */
  public Embedder embedder() {
    return owner.embedder();
  }
}
