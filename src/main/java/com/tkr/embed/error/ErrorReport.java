package com.tkr.embed.error;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/**
 * An error as a client is told it. Nothing in it comes from an unexpected exception.
 *
 * @param status the HTTP status
 * @param code what went wrong
 * @param message for people; names the offending thing and the way out
 * @param details for programs; JSON scalars
 * @param timestamp when it was reported
 * @param errorId finds the log lines of this error
 */
public record ErrorReport(
    int status,
    ErrorCode code,
    String message,
    Map<String, Object> details,
    Instant timestamp,
    String errorId) {

  /** The report of an expected error. */
  public static ErrorReport of(EmbeddingException e) {
    return report(e.code().status(), e);
  }

  /** The report of an expected error under another status that means the same. */
  public static ErrorReport of(int status, ErrorCode code, String message) {
    return report(status, new EmbeddingException(code, message));
  }

  /** The report of an error that is ours and that nobody expected. */
  public static ErrorReport unexpected() {
    return of(
        ErrorCode.INTERNAL_ERROR.status(),
        ErrorCode.INTERNAL_ERROR,
        "The server failed. Its log tells more under this error_id.");
  }

  private static ErrorReport report(int status, EmbeddingException e) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    String errorId = UUID.randomUUID().toString();
    return new ErrorReport(status, e.code(), e.getMessage(), e.details(), now, errorId);
  }
}
