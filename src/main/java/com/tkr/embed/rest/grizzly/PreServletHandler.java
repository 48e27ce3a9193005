package com.tkr.embed.rest.grizzly;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.RequestExecutorProvider;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.MimeHeaders;
import org.glassfish.grizzly.http.util.RequestURIRef;
import org.glassfish.grizzly.http2.Http2Stream;

/**
 * Stands before the container and refuses what it would answer without a body, wrongly, or by a
 * page of its own: HTTP/2 where it is off, TRACE, paths that cannot be decoded, and errors that the
 * container ends before any filter.
 */
final class PreServletHandler extends HttpHandler {
  private static final int BAD_REQUEST = 400;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int UNAVAILABLE = 503;

  /** Below it are names of models. */
  private static final String MODELS = "/v1/models/";

  private static final int VERSION_NOT_SUPPORTED = 505;

  private final HttpHandler container;
  private final RejectedResponses rejected;
  private final WaitingClients clients;

  /** Whether our filters stand: until then the container has nothing to say that would be true. */
  private volatile boolean passed;

  private PreServletHandler(
      HttpHandler container, RejectedResponses rejected, WaitingClients clients) {
    this.container = container;
    this.rejected = rejected;
    this.clients = clients;
    setDecodeUrl(false);
    setRequestURIEncoding(container.getRequestURIEncoding());
    setAllowEncodedSlash(container.isAllowEncodedSlash());
    setAllowCustomStatusMessage(container.isAllowCustomStatusMessage());
  }

  /** Sets a handler before a listener's container. */
  static void before(
      HttpServerFilter listener, RejectedResponses rejected, WaitingClients clients) {
    listener.getConfiguration().setPassTraceRequest(true);
    listener.setHttpHandler(new PreServletHandler(listener.getHttpHandler(), rejected, clients));
  }

  @Override
  public void service(Request request, Response response) throws Exception {
    RequestURIRef uri = request.getRequest().getRequestURIRef();
    dropLastSlash(uri);
    readSlashes(uri);
    if (ConnectionOptions.haveClose(request.getRequest())) {
      request.getRequest().getProcessingState().setKeepAlive(false);
    }
    int status = refusal(request);
    if (status == 0) {
      status = letIn(request, response);
    }
    if (status != 0 && request.getContext().getConnection().isOpen()) {
      refuse(status, request, response);
    }
  }

  /**
   * The status that the container refused it with by itself; 0 for none. What our filters received
   * may be answered and gone by now: nothing is asked of it.
   */
  private int letIn(Request request, Response response) throws Exception {
    boolean http1 = request.getProtocol() == Protocol.HTTP_1_1;
    RequestProgress progress = new RequestProgress(request.getRequest(), clients);
    request.setAttribute(RequestProgress.ATTRIBUTE, progress);
    container.service(request, response);
    if (progress.mustUpgrade() && http1) {
      nameUpgrade(response);
    }
    passed |= progress.received();
    progress.end();
    return progress.received() ? 0 : unanswered(response);
  }

  @Override
  public RequestExecutorProvider getRequestExecutorProvider() {
    return container.getRequestExecutorProvider();
  }

  /**
   * Says what a request must be upgraded to. Set in the usual way, the header would make the
   * listener believe that it speaks another protocol from here on.
   */
  private static void nameUpgrade(Response response) {
    if (!response.isCommitted()) {
      MimeHeaders headers = response.getResponse().getHeaders();
      headers.addValue("Upgrade").setString("TLS/1.2, HTTP/1.1");
      headers.addValue("Connection").setString("Upgrade");
    }
  }

  /** The status to refuse the request with; 0 for none. */
  private int refusal(Request request) {
    if (isUnframed(request.getRequest())) {
      request.getRequest().setExpectContent(false); // or the listener would wait for its end
      return VERSION_NOT_SUPPORTED;
    }
    if (Method.TRACE.equals(request.getMethod())) {
      return METHOD_NOT_ALLOWED;
    }
    return isDecodable(request) ? 0 : BAD_REQUEST;
  }

  /** Whether it speaks HTTP/2 without being asked to: what follows its head are frames. */
  private static boolean isUnframed(HttpRequestPacket request) {
    return request.getProtocol() == Protocol.HTTP_2_0 && Http2Stream.getStreamFor(request) == null;
  }

  /**
   * A slash at the end of a path means nothing, whoever serves the path. Not below {@code /docs},
   * whose pages name others relative to their own.
   */
  private static void dropLastSlash(RequestURIRef uri) {
    String path = uri.getURI();
    boolean means = path.length() == 1 || path.endsWith("//") || path.startsWith("/docs/");
    if (path.endsWith("/") && !means) {
      byte[] shorter = path.getBytes(StandardCharsets.ISO_8859_1);
      uri.getRequestURIBC().setBytes(shorter, 0, shorter.length - 1);
    }
  }

  /**
   * Clients of OpenAI's API write the slash in a model's name as {@code %2F}, which the container
   * takes nowhere. There it means what a slash does.
   */
  private static void readSlashes(RequestURIRef uri) {
    String path = uri.getURI();
    if (path.startsWith(MODELS) && path.contains("%2")) {
      byte[] plain = path.replaceAll("%2[Ff]", "/").getBytes(StandardCharsets.ISO_8859_1);
      uri.getRequestURIBC().setBytes(plain, 0, plain.length);
    }
  }

  /** The request keeps what was decoded, so nothing is done twice. */
  private boolean isDecodable(Request request) {
    try {
      request.getRequest().getRequestURIRef().getDecodedRequestURIBC(isAllowEncodedSlash());
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** The status of an error that the container ended by itself; 0 for none. */
  private int unanswered(Response response) {
    int status = response.getStatus();
    boolean error = !response.isCommitted() && status >= BAD_REQUEST;
    return error && !passed ? UNAVAILABLE : error ? status : 0;
  }

  private void refuse(int status, Request request, Response response) throws IOException {
    RejectedResponse answer = rejected.of(status, request.getRequestURI(), request::getHeader);
    response.reset();
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    // where its body ends, if it has one, may not be known
    response.setHeader("Connection", "close");
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
    response.finish();
  }
}
