package com.tkr.embed.rest.codec;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import java.util.Map;

/** The errors of a request that breaks its contract. */
public final class Invalid {
  private Invalid() {}

  /** 400 for a field that is not what it must be, e.g. {@code texts[3] must be a string}. */
  public static EmbeddingException field(String field, String rule) {
    return new EmbeddingException(
        ErrorCode.VALIDATION_ERROR, field + " " + rule + ".", Map.of("field", field));
  }

  /** 400 for a body that cannot be read as what it claims to be. */
  public static EmbeddingException body(String message) {
    return new EmbeddingException(ErrorCode.VALIDATION_ERROR, message);
  }

  /** 413 for a body or a part over its limit. */
  public static EmbeddingException tooLarge(String what, long limitBytes) {
    return new EmbeddingException(
        ErrorCode.PAYLOAD_TOO_LARGE,
        what + " is larger than the limit of " + limitBytes + " bytes.",
        Map.of("limit_bytes", limitBytes));
  }

  /** 415 for a body in another form than the route reads. */
  public static EmbeddingException mediaType(String expected) {
    return new EmbeddingException(
        ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body must be " + expected + ".");
  }
}
