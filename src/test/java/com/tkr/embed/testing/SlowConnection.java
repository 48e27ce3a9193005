package com.tkr.embed.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;

/** One rude client, and when the server had enough of it. */
public final class SlowConnection {
  /** What slow readers ask for, a hundred times over: known before, it costs the engine nothing. */
  public static final String TEXT = "a red circle";

  private static final int TEXTS = 100;
  private static final int RECEIVE_BUFFER = 2048;
  private static final String POST =
      "POST /embed/text HTTP/1.1\r\nHost: slow\r\nContent-Type: application/json\r\n";

  /** What it is slow at. */
  public enum Kind {
    /** Never ends its header. */
    HEADER(POST + "X-Slow: "),
    /** Never ends its body. */
    BODY(POST + "Content-Length: 100000\r\n\r\n{\"texts\":[\""),
    /** Asks for a hundred vectors and hardly reads them. */
    READER(large());

    private final byte[] opening;

    Kind(String opening) {
      this.opening = opening.getBytes(StandardCharsets.US_ASCII);
    }

    private static String large() {
      String texts = String.join(",", Collections.nCopies(TEXTS, '"' + TEXT + '"'));
      String body = "{\"texts\":[" + texts + "]}";
      return POST + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }
  }

  private final Kind kind;
  private final SocketChannel channel;
  private final ByteBuffer received;
  private final int clientPort;
  private final int serverPort;
  private final long opened = System.nanoTime();
  private volatile long closed;

  SlowConnection(Kind kind, InetSocketAddress server, Selector selector) throws IOException {
    this.kind = kind;
    received = ByteBuffer.allocate(kind == Kind.READER ? 1 : RECEIVE_BUFFER);
    channel = SocketChannel.open().setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
    channel.connect(server);
    clientPort = ((InetSocketAddress) channel.getLocalAddress()).getPort();
    serverPort = server.getPort();
    channel.write(ByteBuffer.wrap(kind.opening));
    channel.configureBlocking(false);
    if (kind != Kind.READER) {
      channel.register(selector, SelectionKey.OP_READ, this);
    }
  }

  public Kind kind() {
    return kind;
  }

  public boolean isClosed() {
    return closed > 0;
  }

  /** How long the server bore it; until now if it still does. */
  public Duration life() {
    return Duration.ofNanos((isClosed() ? closed : System.nanoTime()) - opened);
  }

  int serverPort() {
    return serverPort;
  }

  /** Takes note of the clients to whom the server is still open. */
  void notice(Set<Integer> openPorts) {
    if (!openPorts.contains(clientPort)) {
      end();
    }
  }

  SocketChannel channel() {
    return channel;
  }

  /** The server says something, perhaps goodbye. */
  void ready(SelectionKey key) {
    if (!read()) {
      key.cancel();
    }
  }

  /** A byte more; a write finds out that the other side is gone. */
  void step() {
    if (isClosed()) {
      return;
    }
    if (kind == Kind.READER) {
      read();
    } else {
      write();
    }
  }

  private boolean read() {
    try {
      received.clear();
      if (channel.read(received) >= 0) {
        return true;
      }
    } catch (IOException e) {
      // reset by the server
    }
    end();
    return false;
  }

  private void write() {
    try {
      channel.write(ByteBuffer.wrap(new byte[] {'a'}));
    } catch (IOException e) {
      end();
    }
  }

  private void end() {
    if (closed == 0) {
      closed = System.nanoTime();
    }
  }
}
