package com.tkr.embed.security.ratelimit;

import com.tkr.embed.security.auth.RequestContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reports to a caller its limits and where it stands at the nearest: {@code RateLimit-Policy} and
 * {@code RateLimit} of draft-ietf-httpapi-ratelimit-headers (2025), whose {@code t} is the time
 * until more is left, and the older {@code X-RateLimit-*} of the nearest limit of requests, in
 * seconds too.
 */
final class AnswerHeaders {
  private AnswerHeaders() {}

  static void report(RequestContext context, Allowance allowance, Decision decision) {
    context.answerHeader("RateLimit-Policy", allowance.header());
    context.answerHeader("RateLimit", statuses(decision));
    LimitStatus nearest =
        Objects.requireNonNull(
            decision.requests() == null ? decision.items() : decision.requests());
    context.answerHeader("X-RateLimit-Limit", Long.toString(nearest.policy().limit()));
    context.answerHeader("X-RateLimit-Remaining", Long.toString(nearest.remaining()));
    context.answerHeader("X-RateLimit-Reset", Long.toString(nearest.resetSeconds()));
  }

  private static String statuses(Decision decision) {
    StringBuilder text = new StringBuilder();
    append(text, decision.requests());
    append(text, decision.items());
    return text.toString();
  }

  private static void append(StringBuilder text, @Nullable LimitStatus status) {
    if (status == null) {
      return;
    }
    text.append(text.isEmpty() ? "\"" : ", \"").append(status.policy().name());
    text.append("\";r=").append(status.remaining()).append(";t=").append(status.resetSeconds());
  }
}
