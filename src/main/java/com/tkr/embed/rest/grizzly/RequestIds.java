package com.tkr.embed.rest.grizzly;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids of requests: the client's when valid, that is {@code [A-Za-z0-9._-]{8,64}}, else ours. */
final class RequestIds {
  private static final int SHORTEST = 8;
  private static final int LONGEST = 64;

  private RequestIds() {}

  /** The id of a request whose client sent this one, or none. */
  static String of(String given) {
    return given != null && isValid(given) ? given : fresh();
  }

  /** Unique, not secret: 122 random bits of a fast generator. */
  private static String fresh() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = random.nextLong() & 0xffffffffffff0fffL | 0x4000L;
    long low = random.nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }

  private static boolean isValid(String id) {
    if (id.length() < SHORTEST || id.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      if (!isAllowed(id.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllowed(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '.'
        || c == '_'
        || c == '-';
  }
}
