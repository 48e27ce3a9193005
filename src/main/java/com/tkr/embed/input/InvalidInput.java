package com.tkr.embed.input;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import java.util.Map;

/** A text or an image that cannot be embedded; says which, why, and the limit. */
public final class InvalidInput extends EmbeddingException {
  private static final long serialVersionUID = 1L;

  public InvalidInput(ErrorCode code, String message, Map<String, Object> details) {
    super(code, message, details);
  }
}
