package com.tkr.embed.rest.grizzly;

import com.tkr.embed.security.auth.Trace;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Joins requests to distributed traces: W3C Trace Context, level 2. Of the flags those two are kept
 * that it defines (sampled, random); a trace that begins here has none, for nothing records it.
 */
final class Traces {
  static final String HEADER = "traceparent";
  private static final int LENGTH = 55;
  private static final int TRACE_ID = 3;
  private static final int PARENT_ID = 36;
  private static final int FLAGS = 53;
  private static final int KNOWN_FLAGS = 3;
  private static final HexFormat HEX = HexFormat.of();

  private Traces() {}

  /** The trace of a request with such a header; a new one when it is missing or invalid. */
  static Trace of(String traceparent) {
    if (traceparent == null || !isValid(traceparent)) {
      return fresh();
    }
    int flags = Character.digit(traceparent.charAt(FLAGS + 1), 16) & KNOWN_FLAGS;
    return new Trace(traceparent.substring(TRACE_ID, PARENT_ID - 1), spanId(), "0" + flags);
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

  private static boolean isValid(String header) {
    return hasShape(header)
        && !header.startsWith("ff")
        && isId(header, TRACE_ID, PARENT_ID - 1)
        && isId(header, PARENT_ID, FLAGS - 1)
        && isHex(header, 0, 2)
        && isHex(header, FLAGS, LENGTH);
  }

  /** Later versions may append fields. */
  private static boolean hasShape(String header) {
    boolean length =
        header.length() == LENGTH
            || header.length() > LENGTH && header.charAt(LENGTH) == '-' && !header.startsWith("00");
    return length
        && header.charAt(TRACE_ID - 1) == '-'
        && header.charAt(PARENT_ID - 1) == '-'
        && header.charAt(FLAGS - 1) == '-';
  }

  private static boolean isId(String header, int from, int to) {
    boolean zero = true;
    for (int i = from; i < to; i++) {
      zero &= header.charAt(i) == '0';
    }
    return !zero && isHex(header, from, to);
  }

  private static boolean isHex(String header, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = header.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }
}
