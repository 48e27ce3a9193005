package com.tkr.embed.embedding.watchdog;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;

/** The engine died on this very input, alone, and is not given it again. */
public final class InputRefused extends EmbeddingException {
  private static final long serialVersionUID = 1L;

  public InputRefused() {
    super(
        ErrorCode.INPUT_REFUSED,
        "The engine stopped twice while it embedded this input. It is not tried again; change the"
            + " input, or ask the operator to read the log.");
  }
}
