package com.tkr.embed.rest.grizzly;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.Filter;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.http.server.HttpServerProbe;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http2.Http2Session;
import org.glassfish.grizzly.utils.IdleTimeoutFilter;

/**
 * Stands before the listener's parser of HTTP/1 and hands it one request at a time, whatever a
 * client sends at once: the next one when the one before is answered, and on another thread. The
 * parser itself would go on within the call that answers, with the objects of the request that is
 * just being finished, and lose what follows.
 *
 * <p>What is not read yet stays with the client: a connection is not read between a request and its
 * answer, so that no more than one read is ever held.
 */
final class RequestFraming extends BaseFilter {
  private final Filter idle;
  private final long mostBytes;

  private RequestFraming(Filter idle, long mostBytes) {
    this.idle = idle;
    this.mostBytes = mostBytes;
  }

  /**
   * Puts it into a listener's chain: together with the filter that closes idle connections, as a
   * chain that has connections cannot get longer.
   *
   * @param mostBytes of a body that any path takes
   */
  static void into(FilterChain chain, long mostBytes) {
    int place = chain.indexOfType(IdleTimeoutFilter.class);
    if (place < 0) {
      throw new IllegalStateException("A listener that closes no idle connections");
    }
    chain.set(place, new RequestFraming(chain.get(place), mostBytes));
  }

  /** Tells which requests are answered. */
  @SuppressWarnings("rawtypes")
  static HttpServerProbe answers() {
    return new HttpServerProbe.Adapter() {
      @Override
      public void onRequestCompleteEvent(
          HttpServerFilter filter, Connection connection, Response response) {
        FramedConnection framed = FramedConnection.of(connection);
        framed.answered();
        closeIfOver(framed, connection);
      }
    };
  }

  private static void closeIfOver(FramedConnection framed, Connection<?> connection) {
    if (framed.isOver()) {
      connection.closeSilently();
    }
  }

  @Override
  public NextAction handleRead(FilterChainContext context) throws IOException {
    Connection<?> connection = context.getConnection();
    FramedConnection framed = FramedConnection.of(connection);
    framed.allow(mostBytes);
    if (framed.isWhole() && Http2Session.get(connection) != null) {
      framed.upgrade();
    }
    if (!connection.isOpen()) {
      return context.getStopAction();
    }
    if (framed.isFresh(context)) {
      idle.handleRead(context);
    }
    if (framed.mustWait(context)) {
      resume(framed.released());
      return context.getSuspendAction();
    }
    return read(context, framed);
  }

  private static NextAction read(FilterChainContext context, FramedConnection framed) {
    if (framed.isWithin()) {
      framed.pass(context);
      context.addCompletionListener(ended -> passed(framed, ended));
    }
    FramedConnection.Part part = framed.next(context.getMessage());
    closeIfOver(framed, context.getConnection());
    if (part.message() == null) {
      return context.getStopAction(part.rest());
    }
    context.setMessage(part.message());
    return context.getInvokeAction(part.rest());
  }

  private static void passed(FramedConnection framed, FilterChainContext context) {
    framed.passed(context);
    resume(framed.released());
  }

  private static void resume(List<FilterChainContext> waiting) {
    for (FilterChainContext context : waiting) {
      try {
        context.getConnection().getTransport().getWorkerThreadPool().execute(context::resume);
      } catch (RejectedExecutionException e) {
        context.getConnection().closeSilently();
      }
    }
  }

  @Override
  public NextAction handleAccept(FilterChainContext context) throws IOException {
    return idle.handleAccept(context);
  }

  @Override
  public NextAction handleWrite(FilterChainContext context) throws IOException {
    return idle.handleWrite(context);
  }

  @Override
  public NextAction handleClose(FilterChainContext context) throws IOException {
    return idle.handleClose(context);
  }
}
