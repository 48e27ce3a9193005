package com.tkr.embed.embedding.watchdog;

import com.tkr.embed.embedding.batching.Batcher;
import com.tkr.embed.embedding.batching.RunningBatch;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that the engine makes progress. A batch over its limit (the greater of the least limit
 * and {@code SLOWER} times the time expected) makes the server unready; after as much time again
 * the process ends. Time in which this thread did not run either (suspended, asleep) counts for
 * little. Drops what waits too long, too: a hanging engine takes no batches.
 *
 * <pre>{@code
 * CrashJournal journal = CrashJournal.open(dataFolder, modelRevision + " " + serverVersion);
 * batcher.guard(journal); // before the first submission
 * batcher.learn(tokens, nanos); // of the first embedding, on the model's thread
 * Runnable exit = () -> Runtime.getRuntime().halt(WatchdogActions.EXIT_CODE);
 * new Watchdog(batcher, limit, new WatchdogActions(line -> ready = false, () -> ready = true, exit))
 *     .start(threads);
 * // stopping: batcher.drain(), batcher.awaitIdle(grace), journal.close(), batcher.close(), then
 * // the model's thread is joined, then watchdog.close()
 * }</pre>
 *
 * <p>The first embedding, before {@link Batcher#serve}, is not watched.
 */
public final class Watchdog implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Watchdog.class.getName());
  private static final long TICK_MILLIS = 100;
  private static final long LONGEST_TICK_NANOS = 10 * TICK_MILLIS * 1_000_000;
  private static final long SLOWER = 10;

  private final Batcher batcher;
  private final long leastLimit;
  private final WatchdogActions actions;
  private @Nullable Thread thread;
  private volatile boolean closed;
  private long watched;
  private long watchedNanos;
  private long lastTick;
  private boolean stuck;
  private boolean exiting;

  public Watchdog(Batcher batcher, Duration leastLimit, WatchdogActions actions) {
    this.batcher = batcher;
    this.leastLimit = leastLimit.toNanos();
    this.actions = actions;
  }

  /** Watches on a daemon thread of the factory until closed. */
  public void start(ThreadFactory threads) {
    Thread started = threads.newThread(() -> watch(System::nanoTime));
    started.setName("engine-watchdog");
    started.setDaemon(true);
    started.start();
    thread = started;
  }

  private void watch(LongSupplier clock) {
    while (!closed) {
      try {
        Thread.sleep(TICK_MILLIS);
        tick(clock.getAsLong());
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "The engine's watchdog failed and goes on", e);
      }
    }
  }

  /** Looks once, at a time in nanoseconds. */
  void tick(long now) {
    batcher.expire();
    long step = Math.min(now - lastTick, LONGEST_TICK_NANOS);
    lastTick = now;
    RunningBatch batch = batcher.running().orElse(null);
    if (batch == null || batch.number() != watched) {
      next(batch);
    } else {
      watchedNanos += step;
      judge(batch);
    }
  }

  private void next(@Nullable RunningBatch batch) {
    watched = batch == null ? 0 : batch.number();
    watchedNanos = 0;
    if (stuck) {
      stuck = false;
      LOG.log(Level.WARNING, "The engine makes progress again");
      actions.onRecovered().run();
    }
  }

  private void judge(RunningBatch batch) {
    long limit = Math.max(leastLimit, SLOWER * batch.expectedNanos());
    if (!stuck && watchedNanos >= limit) {
      stuck = true;
      report(batch, limit);
    }
    if (!exiting && watchedNanos >= 2 * limit) {
      exiting = true;
      LOG.log(Level.ERROR, "The engine did not come back: the process ends, to be started again");
      actions.exit().run();
    }
  }

  private void report(RunningBatch batch, long limit) {
    String line =
        "The engine has been at one batch (%d inputs, %d tokens) for %d s, where %.1f s were expected: not ready; the process ends in %d s unless it comes back"
            .formatted(
                batch.size(),
                batch.tokens(),
                seconds(watchedNanos),
                batch.expectedNanos() / 1e9,
                seconds(limit));
    LOG.log(Level.ERROR, line);
    actions.onStuck().accept(line);
  }

  private static long seconds(long nanos) {
    return Duration.ofNanos(nanos).toSeconds();
  }

  @Override
  public void close() {
    closed = true;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
