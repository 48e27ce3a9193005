package com.tkr.embed.rest.error;

import com.tkr.embed.error.ErrorReport;
import com.tkr.embed.rest.codec.JsonDocument;
import com.tkr.embed.rest.grizzly.RejectedResponse;
import com.tkr.embed.security.auth.RequestContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Errors on the wire, in the dialect of the request: status, the headers that belong to it, body.
 */
@Dependent
public class ErrorAnswers {
  private static final int RETRY_LATER = 1;

  private final Dialects dialects;

  @Inject
  public ErrorAnswers(Dialects dialects) {
    this.dialects = dialects;
  }

  /** The answer to a request that failed. */
  RejectedResponse of(ErrorReport report, RequestContext context) {
    Dialect dialect = dialects.at(context.errorPath());
    byte[] body = JsonDocument.bytes(dialect.body(report, context.head()));
    return new RejectedResponse(dialect.status(report), headers(report), body);
  }

  /** Answers a request with an error. */
  public void send(ErrorReport report, RequestContext context, HttpServletResponse response)
      throws IOException {
    RejectedResponse answer = of(report, context);
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
  }

  /** Headers that say what it is, and what a client may do about it. */
  private static Map<String, String> headers(ErrorReport report) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json;charset=UTF-8");
    switch (report.status()) {
      case 401 -> headers.put("WWW-Authenticate", "Bearer realm=\"tkr-embed\"");
      case 408 -> headers.put("Connection", "close");
      case 429, 503 -> headers.put("Retry-After", retryAfter(report));
      default -> {}
    }
    return headers;
  }

  /** Seconds. */
  private static String retryAfter(ErrorReport report) {
    return report.details().getOrDefault("retry_after_seconds", RETRY_LATER).toString();
  }
}
