package com.tkr.embed.input.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on this machine that says what it is told to, and counts who came. */
final class StubServer implements AutoCloseable {
  private final ServerSocket socket;
  private final AtomicInteger connections = new AtomicInteger();

  /** What is said after a request's head. */
  interface Script {
    void say(OutputStream out) throws IOException, InterruptedException;
  }

  private StubServer(ServerSocket socket) {
    this.socket = socket;
  }

  static StubServer saying(Script script) {
    try {
      StubServer server = new StubServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Thread thread = new Thread(() -> server.serve(script), "stub");
      thread.setDaemon(true);
      thread.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static StubServer answering(String head, byte[] body) {
    return saying(
        out -> {
          out.write((head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
          out.write(body);
        });
  }

  int port() {
    return socket.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  private void serve(Script script) {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        connections.incrementAndGet();
        readHead(client.getInputStream());
        script.say(client.getOutputStream());
      } catch (IOException e) {
        // the client or the test is gone
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void readHead(InputStream in) throws IOException {
    int last = 0;
    while (last != 0x0D0A0D0A) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no head");
      }
      last = last << 8 | next;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
