package com.tkr.embed.rest.filter;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The request of this thread, as the first filter saw it. Asking the proxy that the container
 * injects costs a walk through its registry at every call.
 */
public final class CurrentRequest {
  private static final ThreadLocal<HttpServletRequest> REQUEST = new ThreadLocal<>();

  private CurrentRequest() {}

  static void set(HttpServletRequest request) {
    REQUEST.set(request);
  }

  static void clear() {
    REQUEST.remove();
  }

  public static HttpServletRequest get() {
    return REQUEST.get();
  }
}
