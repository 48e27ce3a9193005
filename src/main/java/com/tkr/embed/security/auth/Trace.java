package com.tkr.embed.security.auth;

/**
 * A request's place in a distributed trace, in the terms of W3C Trace Context.
 *
 * @param traceId 32 lower-case hex digits
 * @param parentId 16 lower-case hex digits: this server's span
 * @param flags 2 hex digits
 */
public record Trace(String traceId, String parentId, String flags) {
  /** The header {@code traceparent}. */
  public String traceparent() {
    return "00-" + traceId + "-" + parentId + "-" + flags;
  }
}
