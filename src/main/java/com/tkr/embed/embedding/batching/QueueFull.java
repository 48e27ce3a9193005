package com.tkr.embed.embedding.batching;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import java.util.Map;

/**
 * Too much is waiting already; the same request may succeed a little later: {@code
 * details.retry_after_seconds} (at least 1) says when.
 */
public final class QueueFull extends EmbeddingException {
  private static final long serialVersionUID = 1L;

  private final BatchObserver.RejectionReason reason;

  public QueueFull() {
    this(BatchObserver.RejectionReason.TOKENS, 1);
  }

  QueueFull(BatchObserver.RejectionReason reason, long retryAfterSeconds) {
    super(
        ErrorCode.SERVER_OVERLOADED,
        "The server is overloaded. Try again in " + retryAfterSeconds + " s.",
        Map.of("retry_after_seconds", retryAfterSeconds));
    this.reason = reason;
  }

  BatchObserver.RejectionReason reason() {
    return reason;
  }

  /** Expected and frequent under load: no stack trace, which would cost more than the refusal. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
