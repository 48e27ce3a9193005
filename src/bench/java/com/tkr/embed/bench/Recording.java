package com.tkr.embed.bench;

import io.hyperfoil.api.connection.Connection;
import io.hyperfoil.api.processor.Processor;
import io.hyperfoil.api.session.Session;
import io.hyperfoil.http.api.HttpConnection;
import io.hyperfoil.http.api.HttpRequest;
import io.hyperfoil.http.api.HttpRequestWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the generator sends and sees, on its one thread. */
final class Recording implements Processor {
  private static final long serialVersionUID = 1L;
  private static final int HEAD = 24;

  private final transient Load load;
  private final transient Map<Integer, Exchange> running = new HashMap<>();
  private final transient Map<Integer, HttpConnection> closing = new HashMap<>();
  private final transient List<Exchange> exchanges = new ArrayList<>();
  private long next;

  Recording(Load load) {
    this.load = load;
  }

  boolean posts() {
    return load.calls().apply(0).body() != null;
  }

  /** The path of a session's request, which begins now. */
  String begin(Session session) {
    Exchange exchange = new Exchange(next, load.calls().apply(next), System.nanoTime());
    next++;
    running.put(session.uniqueId(), exchange);
    exchanges.add(exchange);
    return exchange.call.path();
  }

  void headers(Session session, HttpRequestWriter writer) {
    Exchange exchange = of(session);
    exchange.sent = System.nanoTime();
    exchange.call.headers().forEach(writer::putHeader);
  }

  ByteBuf body(Session session, Connection connection) {
    return Unpooled.wrappedBuffer(of(session).call.body());
  }

  void status(HttpRequest request, int status) {
    of(request.session).status = status;
  }

  void header(HttpRequest request, CharSequence name, CharSequence value) {
    if (AsciiString.contentEqualsIgnoreCase(name, HttpHeaderNames.RETRY_AFTER)) {
      of(request.session).retryAfter = true;
    } else if (AsciiString.contentEqualsIgnoreCase(name, HttpHeaderNames.CONNECTION)
        && AsciiString.contentEqualsIgnoreCase(value, HttpHeaderValues.CLOSE)) {
      closing.put(request.session.uniqueId(), request.connection());
    }
  }

  @Override
  public void process(Session session, ByteBuf data, int offset, int length, boolean isLastPart) {
    Exchange exchange = of(session);
    if (exchange.bytes == 0 && length >= HEAD) {
      exchange.head = new byte[HEAD];
      data.getBytes(offset, exchange.head);
    }
    exchange.bytes += length;
  }

  /**
   * An answer is whole, or a connection failed. One that the server said it would close takes no
   * further request, which Hyperfoil alone would send.
   */
  void end(Session session) {
    of(session).ended = System.nanoTime();
    HttpConnection connection = closing.remove(session.uniqueId());
    if (connection != null) {
      connection.setClosed();
      connection.context().close();
    }
  }

  Outcome outcome() {
    return Outcome.of(load, exchanges);
  }

  private Exchange of(Session session) {
    return running.get(session.uniqueId());
  }
}
