package com.tkr.embed.rest.body;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The threads that write answers which were not complete at once. Not the container's executor,
 * which scans the class path for context providers at every task.
 */
@ApplicationScoped
public class AnsweringThreads implements Executor {
  private static final int PER_CORE = 2;

  @Resource private ManagedThreadFactory threads;
  private ExecutorService pool;

  /**
   * Begins with the server: whoever needs the first answer written may be a thread on which the
   * container finds nothing.
   */
  void begin(@Observes @Initialized(ApplicationScoped.class) Object start) {}

  @PostConstruct
  void start() {
    pool =
        Executors.newFixedThreadPool(
            PER_CORE * Runtime.getRuntime().availableProcessors(), threads);
  }

  @PreDestroy
  void stop() {
    pool.shutdown();
  }

  @Override
  public void execute(Runnable answer) {
    pool.execute(answer);
  }
}
