package com.tkr.embed.rest.error;

import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.error.ErrorReport;
import com.tkr.embed.rest.codec.SmallJson;
import com.tkr.embed.security.auth.RequestContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Errors on the wire: status, the headers that belong to it, and the JSON. */
public final class ErrorAnswer {
  static final String TYPE = "application/json;charset=UTF-8";
  private static final int RETRY_LATER = 1;
  private static final int RETRY_WHEN_LOADED = 5;

  private ErrorAnswer() {}

  /** Answers a request with an error. */
  public static void send(ErrorReport report, RequestContext context, HttpServletResponse response)
      throws IOException {
    byte[] body = body(report, context);
    response.setStatus(report.status());
    headers(report).forEach(response::setHeader);
    response.setContentType(TYPE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  static byte[] body(ErrorReport report, RequestContext context) {
    RequestContext.Head head = context.head();
    return SmallJson.bytes(report.body(head.requestId(), head.trace().traceId()));
  }

  /** Headers that say what a client may do about it. */
  static Map<String, String> headers(ErrorReport report) {
    Map<String, String> headers = new LinkedHashMap<>();
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
    int fallback = report.code() == ErrorCode.MODEL_NOT_READY ? RETRY_WHEN_LOADED : RETRY_LATER;
    return report.details().getOrDefault("retry_after_seconds", fallback).toString();
  }
}
