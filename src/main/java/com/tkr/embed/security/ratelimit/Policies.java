package com.tkr.embed.security.ratelimit;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The limits of one quota: a bucket for bursts and three sliding windows. The bucket is refilled at
 * the rate of the minute's limit; without that limit, wholly within a second.
 */
final class Policies {
  private static final long MINUTE_SECONDS = 60;
  private static final long HOUR_SECONDS = 3600;
  private static final long DAY_SECONDS = 86_400;

  private final Policy burst;
  private final List<Policy> windows;
  private final long refill;
  private final long refillSeconds;
  private final String header;

  /**
   * The policies of limits.
   *
   * @param prefix of their names
   * @param unit appended to each in the header, such as {@code ;qu="items"}; may be empty
   */
  Policies(Limits limits, String prefix, String unit) {
    Policy minute = new Policy(prefix + "minute", limits.perMinute(), MINUTE_SECONDS);
    refill = minute.isLimited() ? minute.limit() : Math.min(limits.burst(), Policy.MOST);
    refillSeconds = minute.isLimited() ? MINUTE_SECONDS : 1;
    burst = burst(limits.burst(), prefix);
    windows =
        List.of(
            minute,
            new Policy(prefix + "hour", limits.perHour(), HOUR_SECONDS),
            new Policy(prefix + "day", limits.perDay(), DAY_SECONDS));
    header =
        Stream.concat(Stream.of(burst), windows.stream())
            .filter(Policy::isLimited)
            .map(policy -> item(policy) + unit)
            .collect(Collectors.joining(", "));
  }

  private Policy burst(long limit, String prefix) {
    long capped = Math.min(limit, Policy.MOST);
    long fills = refill == 0 ? 0 : Math.max(1, -Math.floorDiv(-capped * refillSeconds, refill));
    return new Policy(prefix + "burst", capped, fills);
  }

  private static String item(Policy policy) {
    return '"' + policy.name() + "\";q=" + policy.limit() + ";w=" + policy.seconds();
  }

  /** The value of the header {@code RateLimit-Policy}; empty without limits. */
  String header() {
    return header;
  }

  /** Whether there is any limit. */
  boolean areLimited() {
    return !header.isEmpty();
  }

  Policy burst() {
    return burst;
  }

  /** Minute, hour and day. */
  List<Policy> windows() {
    return windows;
  }

  /** What the bucket gains in {@link #refillSeconds}. */
  long refill() {
    return refill;
  }

  long refillSeconds() {
    return refillSeconds;
  }
}
