package com.tkr.embed.security.ratelimit;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where a caller stands at one limit.
 *
 * @param policy the limit
 * @param remaining what is left of it
 * @param resetNanos how long until more is left; 0 when all is
 */
public record LimitStatus(Policy policy, long remaining, long resetNanos) {
  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Whole seconds until more is left, rounded up. */
  public long resetSeconds() {
    return seconds(resetNanos);
  }

  /** Whole seconds, never less than the time. */
  static long seconds(long nanos) {
    return -Math.floorDiv(-nanos, NANOS);
  }

  /** The one that less is left of; of two, the one that stays so for longer. */
  static LimitStatus nearer(@Nullable LimitStatus one, LimitStatus other) {
    if (one == null || other.remaining < one.remaining) {
      return other;
    }
    boolean longer = other.remaining == one.remaining && other.resetNanos > one.resetNanos;
    return longer ? other : one;
  }
}
