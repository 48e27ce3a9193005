package com.tkr.embed.model;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import java.util.Map;

/**
 * The model is still loading, failed to load, or is closing; {@code details.retry_after_seconds}
 * says when it may be ready.
 */
public final class ModelNotReady extends EmbeddingException {
  private static final long serialVersionUID = 1L;

  /**
   * @param retryAfterSeconds as measured, at least 1
   */
  public ModelNotReady(long retryAfterSeconds) {
    super(
        ErrorCode.MODEL_NOT_READY,
        "The model is not ready. Try again in "
            + retryAfterSeconds
            + " s. GET /health says how far it is, or why.",
        Map.of("retry_after_seconds", retryAfterSeconds));
  }
}
