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

  /** 400 for a name that a request may use once. */
  public static EmbeddingException repeated(String name) {
    return field(name, "appears more than once");
  }

  /** 400 for a body that cannot be read as what it claims to be. */
  public static EmbeddingException body(String message) {
    return new EmbeddingException(ErrorCode.VALIDATION_ERROR, message);
  }

  /** 400 for a body that cannot be read on from a place, named where there is a name. */
  static EmbeddingException at(String path, String message) {
    return path.isEmpty()
        ? body(message + ".")
        : new EmbeddingException(
            ErrorCode.VALIDATION_ERROR, message + ", in " + path + ".", Map.of("field", path));
  }

  /** 400 for a field that holds more than it may, e.g. {@code texts[3] may have 5 characters}. */
  public static EmbeddingException limit(String field, long limit, String unit) {
    return new EmbeddingException(
        ErrorCode.VALIDATION_ERROR,
        field + " may have " + limit + " " + unit + " at most.",
        Map.of("field", field, "limit", limit));
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
