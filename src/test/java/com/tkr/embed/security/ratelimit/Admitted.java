package com.tkr.embed.security.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What was admitted, and when: counts again, exactly, what stands in every window.
 *
 * @param stamps elapsed nanoseconds, ascending
 */
record Admitted(List<Long> stamps) {
  static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  static final long HOUR = TimeUnit.HOURS.toNanos(1);
  static final long DAY = TimeUnit.DAYS.toNanos(1);

  /** The most in any window of that length; windows are open at one end. */
  int mostWithin(long window) {
    int most = 0;
    int first = 0;
    for (int last = 0; last < stamps.size(); last++) {
      while (stamps.get(first) <= stamps.get(last) - window) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  /** By how many tokens any stretch exceeds a bucket with a token more every interval. */
  void keepsToBurst(long burst, long interval) {
    long fullAt = Long.MIN_VALUE / 2;
    for (long stamp : stamps) {
      fullAt = Math.max(fullAt, stamp) + interval;
      assertThat(fullAt - stamp).isLessThanOrEqualTo(burst * interval);
    }
  }

  void keepsTo(Limits limits) {
    assertThat(mostWithin(MINUTE)).isLessThanOrEqualTo((int) limits.perMinute());
    assertThat(mostWithin(HOUR)).isLessThanOrEqualTo((int) limits.perHour());
    assertThat(mostWithin(DAY)).isLessThanOrEqualTo((int) limits.perDay());
    keepsToBurst(limits.burst(), MINUTE / limits.perMinute());
  }
}
