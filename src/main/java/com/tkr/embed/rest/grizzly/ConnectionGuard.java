package com.tkr.embed.rest.grizzly;

import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.ConnectionProbe;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpProbe;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.nio.NIOConnection;

/**
 * Watches all connections of a listener and closes those whose clients send a request's head or
 * read an answer more slowly than they may, and, when unread answers take too much memory, those
 * that hold most of it. Grizzly has no such limits of its own.
 */
final class ConnectionGuard {
  private static final System.Logger LOG = System.getLogger(ConnectionGuard.class.getName());

  private final Map<Connection<?>, WatchedConnection> connections = new ConcurrentHashMap<>();
  private final MinimumRate minimumRate;
  private final int answerBytes;
  private final long allAnswerBytes;
  private LongSupplier clock = System::nanoTime;

  /**
   * @param answerBytes bytes of answers that may wait on one connection before the writing thread
   *     must wait
   * @param allAnswerBytes bytes of answers that may wait on all connections together
   */
  ConnectionGuard(MinimumRate minimumRate, int answerBytes, long allAnswerBytes) {
    this.minimumRate = minimumRate;
    this.answerBytes = answerBytes;
    this.allAnswerBytes = allAnswerBytes;
  }

  /** The same by another clock, before anything is watched. */
  ConnectionGuard by(LongSupplier nanos) {
    clock = nanos;
    return this;
  }

  /** Open connections. */
  int size() {
    return connections.size();
  }

  /** Closes who is too slow. To be called ten times a second, by one thread. */
  void sweep(long nanos) {
    connections.keySet().removeIf(connection -> !connection.isOpen());
    List<WatchedConnection> slow =
        connections.values().stream()
            .filter(connection -> connection.isTooSlow(minimumRate, nanos))
            .toList();
    slow.forEach(WatchedConnection::close);
    if (!slow.isEmpty()) {
      LOG.log(Level.DEBUG, "Closed {0} slow connections", slow.size());
    }
    relieve();
  }

  private void relieve() {
    long pending = connections.values().stream().mapToLong(WatchedConnection::pending).sum();
    if (pending <= allAnswerBytes) {
      return;
    }
    List<WatchedConnection> heaviest =
        connections.values().stream()
            .sorted(Comparator.comparingLong(WatchedConnection::pending).reversed())
            .toList();
    for (WatchedConnection connection : heaviest) {
      if (pending > allAnswerBytes) {
        pending -= connection.pending();
        connection.close();
      }
    }
  }

  /** Asks a client that sends nothing more whether it still reads. */
  void ask(Connection<?> connection) {
    watched(connection).ask();
  }

  private WatchedConnection watched(Connection<?> connection) {
    return connections.computeIfAbsent(connection, this::watch);
  }

  private WatchedConnection watch(Connection<?> connection) {
    NIOConnection nio = (NIOConnection) connection;
    nio.setMaxAsyncWriteQueueSize(answerBytes);
    return new WatchedConnection(nio);
  }

  /** Tells the guard what happens on sockets. */
  @SuppressWarnings("rawtypes")
  ConnectionProbe socketEvents() {
    return new ConnectionProbe.Adapter() {
      @Override
      public void onAcceptEvent(Connection server, Connection client) {
        watched(client).received(clock.getAsLong());
      }

      @Override
      public void onReadEvent(Connection connection, Buffer data, int size) {
        if (size > 0) {
          watched(connection).received(clock.getAsLong());
        }
      }

      @Override
      public void onWriteEvent(Connection connection, Buffer data, long size) {
        watched(connection).sent(size);
      }

      @Override
      public void onCloseEvent(Connection connection) {
        connections.remove(connection);
      }
    };
  }

  /** Tells the guard where requests begin and end. */
  @SuppressWarnings("rawtypes")
  HttpProbe httpEvents() {
    return new HttpProbe.Adapter() {
      @Override
      public void onHeaderParseEvent(Connection connection, HttpHeader header, int size) {
        watched(connection).headComplete();
      }

      @Override
      public void onHeaderSerializeEvent(Connection connection, HttpHeader header, Buffer buffer) {
        if (header instanceof HttpResponsePacket answer && answer.isCommitted()) {
          watched(connection).answered();
        }
      }
    };
  }
}
