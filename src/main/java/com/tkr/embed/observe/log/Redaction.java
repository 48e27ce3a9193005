package com.tkr.embed.observe.log;

import java.util.regex.Pattern;

/** Takes credentials out of what others log; our own code logs none. */
final class Redaction {
  private static final Pattern SECRET =
      Pattern.compile(
          "(api(?:_|%5[fF])key=)[^&\\s\"']+"
              + "|\\b(tkr_)[A-Za-z0-9_]{8,}"
              + "|((?i:bearer) )[A-Za-z0-9._~+/=-]{8,}"
              + "|((?i:x-api-key|authorization)\"?[:=] ?)[^\\s,\"\\]}]+");

  private Redaction() {}

  static String of(String text) {
    return isSuspect(text) ? SECRET.matcher(text).replaceAll("$1$2$3$4***") : text;
  }

  /** Cheaper than the pattern, and nearly always enough. */
  private static boolean isSuspect(String text) {
    for (int i = 0; i < text.length() - 3; i++) {
      switch (text.charAt(i) | 0x20) {
        case 'a' -> {
          if (starts(text, i, "api") || starts(text, i, "auth")) {
            return true;
          }
        }
        case 't' -> {
          if (starts(text, i, "tkr_")) {
            return true;
          }
        }
        case 'b' -> {
          if (starts(text, i, "bearer")) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  private static boolean starts(String text, int at, String prefix) {
    return text.regionMatches(true, at, prefix, 0, prefix.length());
  }
}
