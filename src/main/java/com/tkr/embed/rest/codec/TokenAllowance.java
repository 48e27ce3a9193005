package com.tkr.embed.rest.codec;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import java.util.Map;

/** How many token ids the inputs of a request may still have, all together. */
public final class TokenAllowance {
  /** What OpenAI takes in a request. */
  public static final int MOST = 300_000;

  private int left = MOST;

  /**
   * Takes one.
   *
   * @param field what it belongs to
   * @throws EmbeddingException 413 when there are none left
   */
  void take(String field) {
    if (left == 0) {
      throw new EmbeddingException(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "A request may have " + MOST + " token ids at most, in all of its inputs.",
          Map.of("field", field, "limit", MOST));
    }
    left--;
  }
}
