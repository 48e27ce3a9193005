package com.tkr.embed.rest.grizzly;

import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpPacket;
import org.glassfish.grizzly.http.HttpProbe;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.ParsingResult;
import org.glassfish.grizzly.http.TransferEncoding;
import org.glassfish.grizzly.memory.Buffers;
import org.jspecify.annotations.Nullable;

/**
 * Gives a body to the answers with which the listener refuses what it cannot parse; its own are
 * empty. It notifies its probes before it answers, and asks its transfer encodings when it does:
 * this is both, and encodes nothing but these answers.
 */
final class RefusedRequests extends HttpProbe.Adapter implements TransferEncoding {
  private static final String ATTRIBUTE = RefusedRequests.class.getName();
  private static final int FIRST_ERROR_STATUS = 400;

  private final RejectedResponses rejected;

  RefusedRequests(RejectedResponses rejected) {
    this.rejected = rejected;
  }

  /** Stands before the codec's own encodings, of which the first that wants an answer gets it. */
  void attachTo(HttpServerFilter codec) {
    TransferEncoding[] own = codec.getTransferEncodings();
    codec.addTransferEncoding(this);
    codec.addTransferEncoding(new KeptConnections());
    for (TransferEncoding encoding : own) {
      codec.removeTransferEncoding(encoding);
      codec.addTransferEncoding(encoding);
    }
    codec.getMonitoringConfig().addProbes(this);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public void onErrorEvent(Connection connection, HttpPacket packet, Throwable error) {
    if (packet instanceof HttpRequestPacket request && !request.getResponse().isCommitted()) {
      HttpResponsePacket response = request.getResponse();
      int status = status(connection, response);
      RejectedResponse answer = rejected.of(status, path(request), name -> header(request, name));
      response.setStatus(answer.status());
      response.getAttributes().setAttribute(ATTRIBUTE, answer);
    }
  }

  @Override
  public boolean wantEncode(HttpHeader header) {
    return header instanceof HttpResponsePacket response
        && response.getStatus() >= FIRST_ERROR_STATUS
        && response.getAttributes().getAttribute(ATTRIBUTE) != null;
  }

  @Override
  public void prepareSerialize(FilterChainContext context, HttpHeader header, HttpContent content) {
    RejectedResponse answer = (RejectedResponse) header.getAttributes().getAttribute(ATTRIBUTE);
    // not by the header's own setters: what those keep apart is written by now
    answer.headers().forEach((name, value) -> header.getHeaders().setValue(name).setString(value));
    header.setHeader("Connection", "close");
    header.getHeaders().setValue("Content-Length").setString("" + answer.body().length);
  }

  @Override
  public Buffer serializePacket(FilterChainContext context, HttpContent content) {
    RejectedResponse answer =
        (RejectedResponse) content.getHttpHeader().getAttributes().getAttribute(ATTRIBUTE);
    return Buffers.wrap(context.getMemoryManager(), answer.body());
  }

  @Override
  public boolean wantDecode(HttpHeader header) {
    return false;
  }

  @Override
  public ParsingResult parsePacket(FilterChainContext context, HttpHeader header, Buffer buffer) {
    throw new UnsupportedOperationException("Decodes nothing");
  }

  /** As the framing of requests found, or else the listener itself. */
  private static int status(Connection<?> connection, HttpResponsePacket response) {
    int found = FramedConnection.of(connection).refusal();
    return found > 0 ? found : Math.max(response.getStatus(), FIRST_ERROR_STATUS);
  }

  /** Empty where parsing ended before it. */
  private static String path(HttpRequestPacket request) {
    try {
      String path = request.getRequestURI();
      return path == null ? "" : path;
    } catch (RuntimeException e) {
      return "";
    }
  }

  /** Null also where parsing ended in the middle of the header. */
  private static @Nullable String header(HttpRequestPacket request, String name) {
    try {
      return request.getHeader(name);
    } catch (RuntimeException e) {
      return null;
    }
  }
}
