package com.tkr.embed.model;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;

/**
 * The model has no vector for an input, because it meets damaged weights or numbers that leave
 * their range. It would have none the next time either; every other input has its own.
 */
public final class NoVector extends EmbeddingException {
  private static final long serialVersionUID = 1L;

  public NoVector() {
    super(
        ErrorCode.INPUT_REFUSED,
        "This input meets weights of the model that are damaged, so it has no vector; other inputs"
            + " are not affected. Change the input, or ask the operator to read the log.");
  }
}
