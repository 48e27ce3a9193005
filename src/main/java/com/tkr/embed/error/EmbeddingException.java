package com.tkr.embed.error;

import java.util.Map;
import java.util.Objects;

/**
 * Root of every expected error. Its message and details are written for the client: they name the
 * offending thing and the limit, and never hold user content or another exception's text.
 */
public class EmbeddingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient Map<String, Object> details;

  /** An error with the code, a client-safe message and client-safe details (JSON scalars). */
  public EmbeddingException(ErrorCode code, String message, Map<String, Object> details) {
    super(message);
    this.code = code;
    this.details = Map.copyOf(details);
  }

  public EmbeddingException(ErrorCode code, String message) {
    this(code, message, Map.of());
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  public ErrorCode code() {
    return code;
  }

  public Map<String, Object> details() {
    return details;
  }
}
