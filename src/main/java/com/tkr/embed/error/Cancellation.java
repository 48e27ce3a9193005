package com.tkr.embed.error;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells work that nobody waits for its result any more: the client has left, the time is over, or
 * the rest of the request failed. Thread-safe.
 */
public final class Cancellation {
  /** Of work that is always wanted. */
  public static final Cancellation NEVER = new Cancellation(null);

  private final @Nullable CompletableFuture<?> result;

  private Cancellation(@Nullable CompletableFuture<?> result) {
    this.result = result;
  }

  /** Of work for a result, which is wanted no more as soon as that is complete, whatever it is. */
  public static Cancellation of(CompletableFuture<?> result) {
    return new Cancellation(result);
  }

  /** The same, and after a time from now in any case. */
  public Cancellation orAfter(Duration time) {
    CompletableFuture<Void> end =
        new CompletableFuture<Void>().completeOnTimeout(null, time.toNanos(), TimeUnit.NANOSECONDS);
    if (result != null) {
      result.whenComplete((value, failure) -> end.complete(null));
    }
    return new Cancellation(end);
  }

  /** Whether nobody waits. */
  public boolean isCancelled() {
    return result != null && result.isDone();
  }

  /**
   * A step after which work may end.
   *
   * @throws CancellationException when nobody waits
   */
  public void check() {
    if (isCancelled()) {
      throw new CancellationException();
    }
  }

  /**
   * Does something when nobody waits any more, at once where that is so already, until the
   * registration is closed.
   */
  public Registration onCancel(Runnable action) {
    Registration registration = new Registration(action);
    if (result != null) {
      result.whenComplete((value, failure) -> registration.run());
    }
    return registration;
  }

  /** Work of a thread that may wait. */
  public interface Work<T, E extends Exception> {
    T work() throws E, InterruptedException;
  }

  /**
   * Does work on this thread, which is interrupted when nobody waits any more, and not later.
   *
   * @throws CancellationException when it was interrupted while it waited
   */
  public <T, E extends Exception> T interrupting(Work<T, E> work) throws E {
    check();
    Registration registration = onCancel(Thread.currentThread()::interrupt);
    try (registration) {
      return work.work();
    } catch (InterruptedException e) {
      if (!registration.ran()) {
        Thread.currentThread().interrupt();
      }
      throw new CancellationException();
    } finally {
      if (registration.ran()) {
        Thread.interrupted();
      }
    }
  }

  /** What is done on cancellation. */
  public static final class Registration implements AutoCloseable {
    private @Nullable Runnable action;
    private boolean ran;

    private Registration(Runnable action) {
      this.action = action;
    }

    private synchronized void run() {
      if (action != null) {
        ran = true;
        action.run();
      }
    }

    /** Whether it was done. */
    public synchronized boolean ran() {
      return ran;
    }

    /** From now on it is not done, nor is it being done. */
    @Override
    public synchronized void close() {
      action = null;
    }
  }
}
