package com.tkr.embed.security.ratelimit;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import java.util.Map;

/** A caller did too much; the details say which limit it is and when to try again. */
final class LimitExceeded extends EmbeddingException {
  private static final long serialVersionUID = 1L;

  private LimitExceeded(ErrorCode code, String message, Map<String, Object> details) {
    super(code, message, details);
  }

  /** The error of a excess; trying again does not cure a request that is too large by itself. */
  static LimitExceeded of(LimitExcess excess) {
    Policy policy = excess.policy();
    return excess.isForever() ? tooLarge(policy) : tooMany(policy, excess.waitSeconds());
  }

  private static LimitExceeded tooMany(Policy policy, long seconds) {
    String message =
        "Your limit \"%s\" of %d in %d s is used up; try again in %d s."
            .formatted(policy.name(), policy.limit(), policy.seconds(), seconds);
    return new LimitExceeded(
        ErrorCode.RATE_LIMIT_EXCEEDED,
        message,
        Map.of(
            "limit_name",
            policy.name(),
            "limit",
            policy.limit(),
            "window_seconds",
            policy.seconds(),
            "retry_after_seconds",
            seconds));
  }

  private static LimitExceeded tooLarge(Policy policy) {
    String message =
        "The request has more items than your limit \"%s\" ever allows: send at most %d at once."
            .formatted(policy.name(), policy.limit());
    return new LimitExceeded(
        ErrorCode.PAYLOAD_TOO_LARGE,
        message,
        Map.of("limit_name", policy.name(), "limit", policy.limit()));
  }
}
