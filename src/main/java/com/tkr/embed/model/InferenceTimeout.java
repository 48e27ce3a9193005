package com.tkr.embed.model;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;

/** The deadline of a request passed before its vectors were there. */
public final class InferenceTimeout extends EmbeddingException {
  private static final long serialVersionUID = 1L;

  public InferenceTimeout() {
    super(ErrorCode.INFERENCE_TIMEOUT, "The vectors were not ready in time. Try again later.");
  }
}
