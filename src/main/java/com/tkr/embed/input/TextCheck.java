package com.tkr.embed.input;

import com.tkr.embed.error.ErrorCode;
import java.util.Map;

/** Refuses strings that are no text: a lone surrogate has no UTF-8, so no token. */
final class TextCheck {
  private TextCheck() {}

  /**
   * Checks for lone surrogates.
   *
   * @param field what the client calls it
   */
  static void wellFormed(String field, String text) {
    int at = loneSurrogate(text);
    if (at >= 0) {
      throw new InvalidInput(
          ErrorCode.VALIDATION_ERROR,
          "The " + field + " holds half a surrogate pair at UTF-16 index " + at + ".",
          Map.of("field", field, "index", at));
    }
  }

  /** Checks the length in UTF-16 units. */
  static void notLonger(String field, String text, int limit) {
    if (text.length() > limit) {
      throw new InvalidInput(
          ErrorCode.VALIDATION_ERROR,
          "The " + field + " has " + text.length() + " characters; the limit is " + limit + ".",
          Map.of("field", field, "characters", text.length(), "limit", limit));
    }
  }

  private static int loneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }
}
