package com.tkr.embed.rest.grizzly;

import java.util.Set;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.ParsingResult;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.http.TransferEncoding;
import org.glassfish.grizzly.http.util.Header;

/**
 * Keeps connections open behind errors of which the listener closes them always, where nothing asks
 * for it (RFC 9112, section 9.3): what answered is the application, all of the request has come,
 * and the client has not asked for the end. The listener asks its transfer encodings when it has
 * decided and has written nothing yet: this is one, and encodes nothing.
 */
final class KeptConnections implements TransferEncoding {
  private static final Set<Integer> STATUSES = Set.of(400, 413, 500, 503);

  @Override
  public boolean wantEncode(HttpHeader header) {
    if (header instanceof HttpResponsePacket response
        && STATUSES.contains(response.getStatus())
        && mayFollow(response.getRequest())) {
      response.getRequest().getProcessingState().setKeepAlive(true);
      response.getHeaders().removeHeader(Header.Connection);
    }
    return false;
  }

  /** Whether a next request of its connection can be told from this one, and answered. */
  private static boolean mayFollow(HttpRequestPacket request) {
    return request.getProtocol() == Protocol.HTTP_1_1
        && request.getAttribute(RequestProgress.ATTRIBUTE) instanceof RequestProgress progress
        && progress.received()
        && !request.getProcessingState().isError()
        && !ConnectionOptions.haveClose(request)
        && FramedConnection.of(request.getConnection()).isAnswerable();
  }

  @Override
  public boolean wantDecode(HttpHeader header) {
    return false;
  }

  @Override
  public void prepareSerialize(FilterChainContext context, HttpHeader header, HttpContent content) {
    throw new UnsupportedOperationException("Encodes nothing");
  }

  @Override
  public Buffer serializePacket(FilterChainContext context, HttpContent content) {
    throw new UnsupportedOperationException("Encodes nothing");
  }

  @Override
  public ParsingResult parsePacket(FilterChainContext context, HttpHeader header, Buffer buffer) {
    throw new UnsupportedOperationException("Decodes nothing");
  }
}
