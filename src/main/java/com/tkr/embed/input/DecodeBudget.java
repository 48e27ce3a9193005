package com.tkr.embed.input;

import com.tkr.embed.error.Cancellation;
import java.util.concurrent.Semaphore;

/**
 * Memory that decoding may take at one time: whoever would exceed it waits for others to finish. A
 * picture that needs all of it decodes alone. Thread-safe.
 */
final class DecodeBudget {
  private static final int UNIT = 1 << 16;

  private final int units;
  private final Semaphore free;

  DecodeBudget(long bytes) {
    this.units = (int) Math.max(1, Math.min(bytes / UNIT, Integer.MAX_VALUE));
    this.free = new Semaphore(units, true);
  }

  /**
   * Waits for the memory; closing the result gives it back.
   *
   * @throws java.util.concurrent.CancellationException when nobody waits for the picture any more
   */
  Share take(long bytes, Cancellation cancellation) {
    int share = (int) Math.min(units, bytes / UNIT + 1);
    return cancellation.interrupting(
        () -> {
          free.acquire(share);
          return () -> free.release(share);
        });
  }

  /** Memory taken. */
  interface Share extends AutoCloseable {
    @Override
    void close();
  }
}
