package com.tkr.embed.security.ratelimit;

/**
 * Why and for how long something is refused.
 *
 * @param policy the limit that takes longest to allow it
 * @param waitNanos how long that takes, if nothing else is allowed meanwhile; {@link Quota#NEVER}
 *     when it exceeds the limit by itself
 */
public record LimitExcess(Policy policy, long waitNanos) {
  /** Whether waiting does not help. */
  public boolean isForever() {
    return waitNanos == Quota.NEVER;
  }

  /** Whole seconds after which it is allowed, rounded up, if nothing else is allowed meanwhile. */
  public long waitSeconds() {
    return LimitStatus.seconds(waitNanos);
  }

  static LimitExcess longer(LimitExcess one, LimitExcess other) {
    return other.waitNanos > one.waitNanos ? other : one;
  }
}
