package com.tkr.embed.security.ratelimit;

import java.util.concurrent.TimeUnit;

/**
 * What was taken out of a bucket that is refilled at a steady rate. Counts in parts of which one
 * token has as many as the refill's period has nanoseconds, so that whole numbers are exact. Not
 * thread-safe.
 */
final class TokenBucket {
  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

  private long missing;
  private long at;

  /** How long until so many tokens are there, in nanoseconds; {@link Quota#NEVER} for too many. */
  long wait(long count, Policies policies, long now) {
    refill(policies, now);
    long capacity = policies.burst().limit();
    if (count > capacity) {
      return Quota.NEVER;
    }
    long excess = missing - (capacity - count) * part(policies);
    return excess <= 0 ? 0 : ceiling(excess, policies.refill());
  }

  /** Takes tokens, however many are there. */
  void take(long count, Policies policies, long now) {
    refill(policies, now);
    missing = Math.min(missing + count * part(policies), capacity(policies));
  }

  LimitStatus status(Policies policies, long now) {
    refill(policies, now);
    long taken = ceiling(missing, part(policies));
    long next = missing - Math.max(0, taken - 1) * part(policies);
    long resets = next == 0 ? 0 : ceiling(next, policies.refill());
    return new LimitStatus(policies.burst(), policies.burst().limit() - taken, resets);
  }

  private void refill(Policies policies, long now) {
    long passed = now - at;
    at = now;
    missing = Math.min(missing, capacity(policies));
    missing -= passed > missing / policies.refill() ? missing : passed * policies.refill();
  }

  private static long capacity(Policies policies) {
    return policies.burst().limit() * part(policies);
  }

  private static long part(Policies policies) {
    return policies.refillSeconds() * NANOS;
  }

  private static long ceiling(long dividend, long divisor) {
    return -Math.floorDiv(-dividend, divisor);
  }
}
