package com.tkr.embed.security.auth;

import com.tkr.embed.config.settings.IpNetwork;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts wrong credentials per client address: so many in a minute, then none is even answered with
 * what was wrong. Knows 10,000 addresses at most, the oldest minutes forgotten first; a
 * subscriber's IPv6 network counts as one address.
 */
final class FailedAttempts {
  private static final long MINUTE = 60_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final int MOST_ADDRESSES = 10_000;

  private final int mostPerMinute;
  private final LongSupplier nanos;
  private final Map<String, Minute> minutes = new LinkedHashMap<>();

  private static final class Minute {
    private final long start;
    private int failures;

    private Minute(long start) {
      this.start = start;
    }
  }

  /**
   * A count with a limit.
   *
   * @param mostPerMinute 0 for no limit
   * @param nanos a clock that only goes forward
   */
  FailedAttempts(int mostPerMinute, LongSupplier nanos) {
    this.mostPerMinute = mostPerMinute;
    this.nanos = nanos;
  }

  /**
   * Counts a failure.
   *
   * @return 0 while the address is within its limit, else seconds until it may fail again
   */
  synchronized int count(String address) {
    if (mostPerMinute == 0) {
      return 0;
    }
    String network = IpNetwork.subscriber(address);
    long now = nanos.getAsLong();
    Minute minute = minutes.get(network);
    if (minute == null || now - minute.start >= MINUTE) {
      minute = begin(network, now);
    }
    if (minute.failures < mostPerMinute) {
      minute.failures++;
      return 0;
    }
    return (int) ((minute.start + MINUTE - now + SECOND - 1) / SECOND);
  }

  private Minute begin(String network, long now) {
    minutes.remove(network);
    if (minutes.size() >= MOST_ADDRESSES) {
      minutes.remove(minutes.keySet().iterator().next());
    }
    Minute minute = new Minute(now);
    minutes.put(network, minute);
    return minute;
  }
}
