package com.tkr.embed.security.auth;

/**
 * What the head of a request says of it, as far as it does not depend on what answers it.
 *
 * @param requestId the client's when valid, else ours
 * @param trace the trace that it belongs to
 * @param method the HTTP method; empty where nobody read it
 * @param path without the query; empty where nobody read it
 * @param contentEncoding how its body is compressed: {@code identity} when it is not
 * @param contentLength bytes of its body as declared, -1 when it declares none
 */
public record RequestHead(
    String requestId,
    Trace trace,
    String method,
    String path,
    String contentEncoding,
    long contentLength) {
  /** The head of a request without a body. */
  public RequestHead(String requestId, Trace trace, String method, String path) {
    this(requestId, trace, method, path, "identity", -1);
  }
}
