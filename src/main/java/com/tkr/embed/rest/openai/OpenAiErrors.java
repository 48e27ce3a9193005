package com.tkr.embed.rest.openai;

import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.error.ErrorReport;
import com.tkr.embed.rest.error.Dialect;
import com.tkr.embed.security.auth.RequestHead;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * OpenAI's errors, with the types and codes that its clients know; Voyage's and Jina's read {@code
 * detail} of the same body.
 */
@ApplicationScoped
public class OpenAiErrors implements Dialect {
  private static final String MAX_TOKENS = "max_tokens";

  @Override
  public Set<String> paths() {
    return Set.of("/v1/*");
  }

  /** {@code {"error":{"message","type","param","code","error_id"},"detail"}}. */
  @Override
  public Map<String, ?> body(ErrorReport report, RequestHead head) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("message", report.message());
    error.put("type", type(report));
    error.put("param", report.details().get("field"));
    error.put("code", code(report));
    error.put("error_id", report.errorId());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", error);
    body.put("detail", report.message());
    return body;
  }

  private static String type(ErrorReport report) {
    if (report.status() >= 500) {
      return "server_error";
    }
    return report.code() == ErrorCode.RATE_LIMIT_EXCEEDED ? "requests" : "invalid_request_error";
  }

  private static String code(ErrorReport report) {
    return switch (report.code()) {
      case AUTHENTICATION_ERROR -> "invalid_api_key";
      case AUTHORIZATION_ERROR -> "insufficient_permissions";
      case NOT_FOUND -> "unknown_url";
      case METHOD_NOT_ALLOWED -> "method_not_supported";
      case VALIDATION_ERROR ->
          report.details().containsKey(MAX_TOKENS) ? "context_length_exceeded" : "invalid_value";
      default -> report.code().name().toLowerCase(Locale.ROOT);
    };
  }
}
