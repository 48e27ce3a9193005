package com.tkr.embed.model;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;

/** The model is still loading, failed to load, or is closing. */
public final class ModelNotReady extends EmbeddingException {
  private static final long serialVersionUID = 1L;

  public ModelNotReady() {
    super(ErrorCode.MODEL_NOT_READY, "The model is not ready. GET /health says why.");
  }
}
