package com.tkr.embed.rest.grizzly;

import com.tkr.embed.security.auth.Trace;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Joins requests to distributed traces: W3C Trace Context, level 2. Of the flags those two are kept
 * that it defines (sampled, random); a trace that begins here has none, for nothing records it.
 */
final class Traces {
  static final String HEADER = "traceparent";

  /** Version, trace, span and flags; versions after the first may append fields. */
  private static final Pattern VALID =
      Pattern.compile(
          "(?!ff|00.{53}-)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}"
              + "-[0-9a-f]([0-9a-f])(-.*)?");

  private static final int KNOWN_FLAGS = 3;
  private static final HexFormat HEX = HexFormat.of();

  private Traces() {}

  /** The trace of a request with such a header; a new one when it is missing or invalid. */
  static Trace of(String traceparent) {
    Matcher header = VALID.matcher(traceparent == null ? "" : traceparent);
    if (!header.matches()) {
      return fresh();
    }
    int flags = Character.digit(header.group(2).charAt(0), 16) & KNOWN_FLAGS;
    return new Trace(header.group(1), spanId(), "0" + flags);
  }

  private static Trace fresh() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String high = HEX.toHexDigits(random.nextLong());
    return new Trace(high + HEX.toHexDigits(notZero(random)), spanId(), "00");
  }

  private static String spanId() {
    return HEX.toHexDigits(notZero(ThreadLocalRandom.current()));
  }

  private static long notZero(ThreadLocalRandom random) {
    long id = random.nextLong();
    return id == 0 ? 1 : id;
  }
}
