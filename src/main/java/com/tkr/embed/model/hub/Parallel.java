package com.tkr.embed.model.hub;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Does the same with several things at once. */
final class Parallel implements AutoCloseable {
  private final ExecutorService threads;

  Parallel(int atOnce) {
    threads =
        Executors.newFixedThreadPool(
            atOnce,
            work -> {
              Thread thread = new Thread(work, "model-download");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** What is done with one thing. */
  interface Work<T, R> {
    R run(T thing) throws IOException, InterruptedException;
  }

  /**
   * The results, in the order of their ends.
   *
   * @throws IOException the first failure; then the rest is left
   */
  <T, R> List<R> map(List<T> things, Work<T, R> work) throws IOException, InterruptedException {
    CompletionService<R> running = new ExecutorCompletionService<>(threads);
    things.forEach(thing -> running.submit(() -> work.run(thing)));
    List<R> results = new ArrayList<>();
    for (int i = 0; i < things.size(); i++) {
      try {
        results.add(running.take().get());
      } catch (ExecutionException e) {
        throw failure(e);
      }
    }
    return results;
  }

  private static IOException failure(ExecutionException e) throws InterruptedException {
    Throwable cause = e.getCause();
    if (cause instanceof IOException failure) {
      return failure;
    }
    if (cause instanceof InterruptedException interrupt) {
      throw interrupt;
    }
    throw new IllegalStateException("A download ended", cause);
  }

  /** Interrupts what is under way, and waits for its end. */
  @Override
  public void close() throws InterruptedException {
    threads.shutdownNow();
    threads.awaitTermination(1, TimeUnit.MINUTES);
  }
}
