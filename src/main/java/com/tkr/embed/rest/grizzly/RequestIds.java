package com.tkr.embed.rest.grizzly;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Ids of requests: the client's when valid, that is {@code [A-Za-z0-9._-]{8,64}}, else ours. */
final class RequestIds {
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._-]{8,64}");

  private RequestIds() {}

  /** The id of a request whose client sent this one, or none. */
  static String of(String given) {
    return given != null && VALID.matcher(given).matches() ? given : fresh();
  }

  /** Unique, not secret: 122 random bits of a fast generator. */
  private static String fresh() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = random.nextLong() & 0xffffffffffff0fffL | 0x4000L;
    long low = random.nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
