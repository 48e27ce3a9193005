package com.tkr.embed.rest.codec;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import java.util.Map;

/** Refuses strings that are no text: half a surrogate pair, which JSON can escape, has no UTF-8. */
final class WellFormed {
  private WellFormed() {}

  /** 400 for the string, with the place of the half. */
  static EmbeddingException refused(String name, int at) {
    return new EmbeddingException(
        ErrorCode.VALIDATION_ERROR,
        name + " holds half a surrogate pair at UTF-16 index " + at + ".",
        Map.of("field", name, "index", at));
  }

  /** The index of the first half; -1 when there is none. */
  static int loneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }
}
