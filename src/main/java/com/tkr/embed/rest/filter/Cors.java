package com.tkr.embed.rest.filter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.Set;

/**
 * Lets pages of other sites read answers: those of the listed origins, with credentials that the
 * page itself sends, never with the browser's. Without origins it says nothing.
 */
final class Cors {
  private static final String ORIGIN = "Origin";
  private static final String ANY = "*";
  private static final String SENT =
      "Authorization, Content-Type, X-API-Key, X-Request-ID, X-Request-Timeout, Cache-Control,"
          + " traceparent";
  private static final String EXPOSED =
      "X-Request-ID, X-Cache, Server-Timing, RateLimit, RateLimit-Policy, X-RateLimit-Limit,"
          + " X-RateLimit-Remaining, X-RateLimit-Reset, Retry-After, X-Embedding-Shape,"
          + " X-Embedding-Model, X-Embedding-Truncated, X-Embedding-Pages, X-Embedding-Prompt,"
          + " X-Embedding-Order, X-Embedding-Token-Ids, X-Processing-Time, x-compute-type,"
          + " x-compute-time, x-total-time, x-compute-tokens, x-compute-characters, traceparent";
  private static final String KEPT_SECONDS = "600";

  private final Set<String> origins;
  private final boolean any;

  Cors(Collection<String> origins) {
    this.origins = Set.copyOf(origins);
    this.any = this.origins.contains(ANY);
  }

  /** Marks the answer as readable by the page that asks. */
  void mark(HttpServletRequest request, HttpServletResponse response) {
    if (origins.isEmpty()) {
      return;
    }
    response.addHeader("Vary", ORIGIN);
    String origin = request.getHeader(ORIGIN);
    if (isAllowed(origin)) {
      response.setHeader("Access-Control-Allow-Origin", any ? ANY : origin);
      response.setHeader("Access-Control-Expose-Headers", EXPOSED);
      response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    }
  }

  /** Whether the request asks, before another, what that other may be. */
  boolean isPreflight(HttpServletRequest request) {
    return isAllowed(request.getHeader(ORIGIN))
        && request.getHeader("Access-Control-Request-Method") != null;
  }

  /** What the page may send; the origin is told by {@link #mark}. */
  void answer(HttpServletResponse response, Collection<String> methods) {
    response.setHeader("Access-Control-Allow-Methods", String.join(", ", methods));
    response.setHeader("Access-Control-Allow-Headers", SENT);
    response.setHeader("Access-Control-Max-Age", KEPT_SECONDS);
  }

  private boolean isAllowed(String origin) {
    return origin != null && (any && !origins.isEmpty() || origins.contains(origin));
  }
}
