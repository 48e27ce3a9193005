package com.tkr.embed.rest.grizzly;

import com.tkr.embed.observe.log.ClientGone;
import java.util.concurrent.CompletableFuture;
import org.glassfish.grizzly.Closeable;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.nio.NIOConnection;

/**
 * A client that waits for what is computed for it. Of HTTP/1 it is looked at from below, because
 * the container does not read while it waits; HTTP/2 is always read, and closes what is over.
 */
final class WaitingClient {
  /** Looks between two interim answers; the second one fails where the first was refused. */
  private static final int LOOKS_BETWEEN = 10;

  private final RequestProgress progress;
  private final CompletableFuture<?> work;
  private final Connection<?> connection;
  private final Closeable exchange;
  private final Protocol protocol;
  private final boolean secure;
  private final boolean unread;
  private int looks;
  private int looksAfterEnd;
  private boolean endedAtOnce;

  /**
   * @param work what it waits for
   * @param read whether the container reads from it meanwhile
   */
  WaitingClient(
      RequestProgress progress,
      HttpRequestPacket request,
      CompletableFuture<?> work,
      boolean read) {
    this.progress = progress;
    this.work = work;
    this.connection = request.getConnection();
    this.exchange = request.getProcessingState().getHttpContext().getCloseable();
    this.protocol = request.getProtocol();
    this.secure = request.isSecure();
    this.unread = exchange == connection && !read;
  }

  /** Whether it waits no longer, because the work is done. */
  boolean isServed() {
    return work.isDone();
  }

  /** Whether the container itself knows that nobody waits. */
  boolean isClosed() {
    return !connection.isOpen() || !exchange.isOpen();
  }

  /** Whether the container does not read its connection now. */
  boolean isUnread() {
    return unread;
  }

  NIOConnection connection() {
    return (NIOConnection) connection;
  }

  boolean secure() {
    return secure;
  }

  /** Ends the work, in place of the answer. */
  void leave() {
    progress.leave();
    work.completeExceptionally(new ClientGone());
  }

  /** Ends its connection first: the container would work on what it had sent behind the request. */
  void close() {
    connection.closeSilently();
    leave();
  }

  /** Another look begins. */
  void look() {
    looks++;
  }

  /**
   * A look found that the client sends nothing more: it has gone, or is only done sending.
   *
   * @return whether to ask the client, by an interim answer, if it is still there
   */
  boolean ended() {
    endedAtOnce |= looks == 1;
    return protocol == Protocol.HTTP_1_1 && looksAfterEnd++ % LOOKS_BETWEEN == 0;
  }

  /**
   * Whether one that sends nothing more has gone for all that can be told. A client of HTTP/1.0
   * must not be asked: it may end its sending with its request, and what it ends later is the
   * connection.
   */
  boolean isGoneForAllWeKnow() {
    return protocol != Protocol.HTTP_1_1 && !endedAtOnce;
  }
}
