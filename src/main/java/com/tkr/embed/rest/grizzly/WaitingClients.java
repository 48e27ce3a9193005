package com.tkr.embed.rest.grizzly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The clients that wait for what is computed for them. The container reads no connection while its
 * request is worked on, so it would notice that a client has gone when it answers; here each is
 * looked at ten times a second, without taking a byte from it:
 *
 * <ul>
 *   <li>A reset, or an end in both directions, is a client that has gone.
 *   <li>The end of what it sends (FIN; by TLS its farewell) is either that or a client that only
 *       finished sending. One of HTTP/1.1 gets an interim answer, {@code 100 Continue}, which every
 *       client must skip: where nobody reads, it comes back as a reset.
 *   <li>Bytes of a next request say nothing.
 * </ul>
 */
final class WaitingClients implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(WaitingClients.class.getName());

  /**
   * A connected channel is never ready to be connected: it is reported so only for errors and
   * hang-ups, which are reported as everything that was asked for.
   */
  private static final int RESET = SelectionKey.OP_CONNECT;

  /**
   * The alerts by which clients say farewell in TLS fit into so many bytes: one or two, each with
   * its padding (80 bytes from a JDK by TLS 1.3). Few requests do.
   */
  private static final int FAREWELL_BYTES = 128;

  private final Set<WaitingClient> clients = ConcurrentHashMap.newKeySet();
  private final ConnectionGuard guard;
  private final Selector selector;
  private volatile boolean watched;

  WaitingClients(ConnectionGuard guard) {
    this.guard = guard;
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Looks at a client from now on, where anybody looks. */
  void add(WaitingClient client) {
    if (client.isClosed()) {
      client.leave();
    } else if (watched) {
      clients.add(client);
    }
  }

  /** Looks at all. To be called ten times a second, by one thread. */
  void sweep() {
    watched = true;
    clients.removeIf(WaitingClient::isServed);
    try {
      clients.stream().filter(WaitingClient::isUnread).forEach(this::watch);
      selector.keys().stream()
          .filter(key -> !clients.contains(key.attachment()))
          .forEach(SelectionKey::cancel);
      selector.selectNow(key -> look((WaitingClient) key.attachment(), key));
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "Clients that have gone are not noticed", e);
    }
    clients.stream().filter(WaitingClient::isClosed).forEach(WaitingClient::leave);
  }

  /** Has the selector look at the connection beside the container's own. */
  private void watch(WaitingClient client) {
    client.look();
    SelectableChannel channel = client.connection().getChannel();
    SelectionKey key = channel.keyFor(selector);
    try {
      if (key == null) {
        channel.register(selector, SelectionKey.OP_READ | RESET, client);
      } else {
        key.attach(client);
      }
    } catch (ClosedChannelException | CancelledKeyException e) {
      LOG.log(Level.DEBUG, "A client left before it was looked at", e);
    }
  }

  private void look(WaitingClient client, SelectionKey key) {
    boolean reset = (key.readyOps() & RESET) != 0;
    boolean ended = key.isReadable() && isEnd(client, (SocketChannel) key.channel());
    boolean ask = ended && client.ended();
    if (reset || ended && client.isGoneForAllWeKnow()) {
      client.close();
    } else if (ask) {
      guard.ask(client.connection());
    }
  }

  /** Whether the client sends nothing more. */
  private static boolean isEnd(WaitingClient client, SocketChannel channel) {
    try {
      int bytes = channel.socket().getInputStream().available();
      return bytes == 0 || client.secure() && bytes < FAREWELL_BYTES;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      selector.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "The selector was not closed", e);
    }
  }
}
