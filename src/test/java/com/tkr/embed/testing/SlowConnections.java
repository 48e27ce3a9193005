package com.tkr.embed.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Many rude clients on one thread: each sends, or reads, a byte now and then. */
public final class SlowConnections implements AutoCloseable {
  private static final Duration PACE = Duration.ofSeconds(3);
  private static final long SELECT_MILLIS = 50;

  private final List<SlowConnection> connections = new ArrayList<>();
  private final Thread thread = new Thread(this::run, "slow-connections");
  private final Selector selector;
  private volatile boolean closed;

  public SlowConnections() throws IOException {
    selector = Selector.open();
    thread.setDaemon(true);
  }

  /** Connects so many of a kind. */
  public SlowConnections add(int count, SlowConnection.Kind kind, InetSocketAddress server)
      throws IOException {
    for (int i = 0; i < count; i++) {
      connections.add(new SlowConnection(kind, server, selector));
    }
    return this;
  }

  /** Begins to dawdle. */
  public SlowConnections start() {
    thread.start();
    return this;
  }

  /** The connections, the closed ones too. */
  public List<SlowConnection> connections() {
    return List.copyOf(connections);
  }

  /** How many of a kind the server has not closed. */
  public long open(SlowConnection.Kind kind) {
    return connections.stream().filter(c -> c.kind() == kind && !c.isClosed()).count();
  }

  private void run() {
    try {
      long next = System.nanoTime();
      while (!closed) {
        selector.select(SELECT_MILLIS);
        for (SelectionKey key : selector.selectedKeys()) {
          ((SlowConnection) key.attachment()).ready(key);
        }
        selector.selectedKeys().clear();
        if (System.nanoTime() >= next) {
          next += PACE.toNanos();
          connections.forEach(SlowConnection::step);
          notice();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Finds out which connections the server has closed unseen. */
  private void notice() throws IOException {
    Map<Integer, Optional<Set<Integer>>> open = new HashMap<>();
    for (SlowConnection connection : connections) {
      if (!open.containsKey(connection.serverPort())) {
        open.put(connection.serverPort(), ServerSockets.openTo(connection.serverPort()));
      }
      open.get(connection.serverPort()).ifPresent(connection::notice);
    }
  }

  /** Hangs up. */
  @Override
  public void close() throws IOException {
    closed = true;
    for (SlowConnection connection : connections) {
      SocketChannel channel = connection.channel();
      channel.close();
    }
    selector.close();
  }
}
