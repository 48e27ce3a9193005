package com.tkr.embed.observe.log;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Lines that wait for their writer. Who adds one never waits, and wakes nobody: the writer looks
 * twenty times a second and writes all there are at once. What does not fit is dropped, counted,
 * and reported.
 */
final class AccessQueue implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(AccessQueue.class.getName());
  private static final int MOST_WAITING = 1 << 16;
  private static final int MOST_AT_ONCE = 1 << 11;
  private static final long PERIOD_MILLIS = 50;

  private final Queue<AccessLine> lines = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder dropped = new LongAdder();
  private final Consumer<List<AccessLine>> output;
  private final Thread writer = new Thread(this::work, "access-log");
  private long reportedDropped;

  AccessQueue(Consumer<List<AccessLine>> output) {
    this.output = output;
    writer.setDaemon(true);
  }

  void start() {
    writer.start();
  }

  void add(AccessLine line) {
    if (waiting.get() >= MOST_WAITING) {
      dropped.increment();
    } else {
      waiting.incrementAndGet();
      lines.add(line);
    }
  }

  long dropped() {
    return dropped.sum();
  }

  /** Writes everything that waits, on this thread. */
  synchronized void flush() {
    List<AccessLine> batch = take();
    while (!batch.isEmpty()) {
      output.accept(batch);
      batch = take();
    }
    reportDropped();
  }

  @Override
  public void close() {
    writer.interrupt();
    flush();
  }

  private void work() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(PERIOD_MILLIS);
        flush();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "Access lines were not written", e);
      }
    }
  }

  private List<AccessLine> take() {
    List<AccessLine> batch = new ArrayList<>();
    AccessLine line = lines.poll();
    while (line != null) {
      batch.add(line);
      line = batch.size() < MOST_AT_ONCE ? lines.poll() : null;
    }
    waiting.addAndGet(-batch.size());
    return batch;
  }

  private void reportDropped() {
    long now = dropped.sum();
    if (now > reportedDropped) {
      LOG.log(
          Level.WARNING,
          "{0} access lines were dropped: they came too fast",
          now - reportedDropped);
      reportedDropped = now;
    }
  }
}
