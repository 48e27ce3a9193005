package com.tkr.embed.security.auth;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts wrong credentials per client address: so many in a minute, then none is even answered with
 * what was wrong. Knows 10,000 addresses at most, the oldest minutes forgotten first; an IPv6
 * network of 64 bits counts as one address, since every client has one.
 */
final class FailedAttempts {
  private static final long MINUTE = 60_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final int MOST_ADDRESSES = 10_000;
  private static final int NETWORK_BYTES = 8;

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
    String network = network(address);
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

  private static String network(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      // not a lookup: a name has no colon
      byte[] bytes = InetAddress.getByName(address).getAddress();
      return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, NETWORK_BYTES));
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
