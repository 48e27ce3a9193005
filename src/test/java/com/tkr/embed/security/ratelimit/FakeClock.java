package com.tkr.embed.security.ratelimit;

import java.util.function.LongSupplier;

/**
 * A clock that many threads push and that jumps. Elapsed time, of which a jump back is no part,
 * stands beside the reading; a thread finds the elapsed time of its own last reading. Thread-safe.
 */
public final class FakeClock implements LongSupplier {
  private final ThreadLocal<Long> lastRead = ThreadLocal.withInitial(() -> 0L);
  private long elapsed;
  private long offset;

  @Override
  public synchronized long getAsLong() {
    lastRead.set(elapsed);
    return elapsed + offset;
  }

  public synchronized void advance(long nanos) {
    elapsed += nanos;
  }

  /** Jumps; a jump forward is time that passed. */
  public synchronized void jump(long nanos) {
    if (nanos > 0) {
      elapsed += nanos;
    } else {
      offset += nanos;
    }
  }

  /** Elapsed time of this thread's last reading. */
  public long lastRead() {
    return lastRead.get();
  }

  public synchronized long elapsed() {
    return elapsed;
  }
}
