package com.tkr.embed.api;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The request of this thread, as the first filter saw it. Asking the proxy that the container
 * injects costs a walk through its registry at every call.
 */
final class CurrentRequest {
  private static final ThreadLocal<HttpServletRequest> REQUEST = new ThreadLocal<>();

  private CurrentRequest() {}

  static void set(HttpServletRequest request) {
    REQUEST.set(request);
  }

  static void clear() {
    REQUEST.remove();
  }

  static HttpServletRequest get() {
    return REQUEST.get();
  }
}
