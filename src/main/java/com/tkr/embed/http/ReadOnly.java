package com.tkr.embed.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What answers only GET and HEAD, outside the resources. */
final class ReadOnly {
  private static final String ALLOW = "GET, HEAD, OPTIONS";

  private ReadOnly() {}

  /** Whether the request reads; others are answered: OPTIONS with what is allowed, or 405. */
  static boolean reads(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String method = request.getMethod();
    if (method.equals("GET") || method.equals("HEAD")) {
      return true;
    }
    response.setHeader("Allow", ALLOW);
    if (!method.equals("OPTIONS")) {
      response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }
    return false;
  }
}
