package com.tkr.embed.model;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;

/** The engine failed on a batch; the cause is for the log, never for the client. */
public final class InferenceFailed extends EmbeddingException {
  private static final long serialVersionUID = 1L;

  public InferenceFailed(Throwable cause) {
    super(ErrorCode.INTERNAL_ERROR, "The model failed to embed this input.");
    initCause(cause);
  }
}
