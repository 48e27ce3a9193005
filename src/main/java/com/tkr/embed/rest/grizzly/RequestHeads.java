package com.tkr.embed.rest.grizzly;

import com.tkr.embed.security.auth.ClientAddress;
import com.tkr.embed.security.auth.Credentials;
import com.tkr.embed.security.auth.RequestContext;
import com.tkr.embed.security.auth.RequestHead;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** Makes the context of each request of what its head says. */
public final class RequestHeads {
  /** Names the request in its answer, and in itself when the client chose the name. */
  public static final String REQUEST_ID = "X-Request-ID";

  /** Names the trace in request and answer. */
  public static final String TRACE = Traces.HEADER;

  private static final String ATTRIBUTE = RequestContext.class.getName();
  private static final String NOT_COMPRESSED = "identity";
  private static final ClientAddress NOWHERE = new ClientAddress("", false, false);

  private final ClientAddressResolver clients;

  public RequestHeads(TrustedProxies proxies) {
    this.clients = new ClientAddressResolver(proxies);
  }

  /**
   * The context of a request.
   *
   * @param answerHeaders sets a header of its answer
   */
  public RequestContext context(
      HttpServletRequest request, BiConsumer<String, String> answerHeaders) {
    RequestHead head =
        new RequestHead(
            RequestIds.of(request.getHeader(REQUEST_ID)),
            Traces.of(request.getHeader(TRACE)),
            request.getMethod(),
            request.getRequestURI(),
            Objects.requireNonNullElse(request.getHeader("Content-Encoding"), NOT_COMPRESSED),
            request.getContentLengthLong());
    return new RequestContext(head, clients.of(request), credentials(request), answerHeaders);
  }

  /**
   * The context of a request that nobody reads: only its ids and its path are known.
   *
   * @param path that was asked for, or empty
   * @param requestHeader finds a header of it; may find nothing
   */
  public static RequestContext unread(
      String path, UnaryOperator<String> requestHeader, BiConsumer<String, String> answerHeaders) {
    RequestHead head =
        new RequestHead(
            RequestIds.of(requestHeader.apply(REQUEST_ID)),
            Traces.of(requestHeader.apply(TRACE)),
            "",
            path);
    return new RequestContext(head, NOWHERE, Credentials.NONE, answerHeaders);
  }

  /** Keeps the context with its request. */
  public static void keep(RequestContext context, ServletRequest request) {
    request.setAttribute(ATTRIBUTE, context);
  }

  /** The context that is kept with a request; a new one for a request that has none. */
  public static RequestContext of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof RequestContext context
        ? context
        : unread(path(request), request::getHeader, (name, value) -> {});
  }

  /** The path that failed, not that of the page which tells it. */
  private static String path(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed
        ? failed
        : request.getRequestURI();
  }

  private static Credentials credentials(HttpServletRequest request) {
    List<String> apiKeys = values(request, Credentials.API_KEY);
    List<String> authorizations = values(request, Credentials.AUTHORIZATION);
    List<String> queryKeys = QueryKeys.of(request.getQueryString());
    boolean none = apiKeys.isEmpty() && authorizations.isEmpty() && queryKeys.isEmpty();
    return none ? Credentials.NONE : new Credentials(apiKeys, authorizations, queryKeys);
  }

  private static List<String> values(HttpServletRequest request, String header) {
    return request.getHeader(header) == null
        ? List.of()
        : Collections.list(request.getHeaders(header));
  }
}
