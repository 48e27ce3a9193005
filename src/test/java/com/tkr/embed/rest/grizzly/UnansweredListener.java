package com.tkr.embed.rest.grizzly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.ConnectionProbe;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.memory.Buffers;

/** A listener like the container's, with a guard, whose requests nobody answers. */
final class UnansweredListener implements AutoCloseable {
  private static final long LONG_SECONDS = 20;

  private final HttpServer server = new HttpServer();
  private final NetworkListener listener = new NetworkListener("test", "127.0.0.1", 0);
  private final BlockingQueue<HttpRequestPacket> requests = new LinkedBlockingQueue<>();
  private final BlockingQueue<Connection<?>> accepted = new LinkedBlockingQueue<>();

  UnansweredListener(ConnectionGuard guard) {
    server.addListener(listener);
    server.getServerConfiguration().addHttpHandler(new Suspending());
    listener.getTransport().getConnectionMonitoringConfig().addProbes(guard.socketEvents());
    listener.getTransport().getConnectionMonitoringConfig().addProbes(new Accepted());
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    listener.getFilterChain().stream()
        .filter(HttpServerFilter.class::isInstance)
        .map(HttpServerFilter.class::cast)
        .forEach(codec -> codec.getMonitoringConfig().addProbes(guard.httpEvents()));
  }

  private final class Suspending extends HttpHandler {
    @Override
    public void service(Request request, Response response) {
      response.suspend();
      requests.add(request.getRequest());
    }
  }

  private final class Accepted extends ConnectionProbe.Adapter {
    @Override
    @SuppressWarnings("rawtypes")
    public void onAcceptEvent(Connection listening, Connection client) {
      accepted.add(client);
    }
  }

  /** A client, whose connection is the next that {@link #connection} returns. */
  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.getPort());
    socket.setSoTimeout((int) Duration.ofSeconds(LONG_SECONDS).toMillis());
    return socket;
  }

  static void send(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The server's side of the next client. */
  Connection<?> connection() throws InterruptedException {
    Connection<?> connection = accepted.poll(LONG_SECONDS, TimeUnit.SECONDS);
    assertThat(connection).isNotNull();
    return connection;
  }

  /** The next request. */
  HttpRequestPacket request() throws InterruptedException {
    HttpRequestPacket request = requests.poll(LONG_SECONDS, TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    return request;
  }

  /** Leaves so many bytes for a client, of which the kernel takes what it has room for. */
  static void write(Connection<?> connection, int bytes) {
    Buffer buffer = Buffers.wrap(connection.getMemoryManager(), new byte[bytes]);
    connection.write(buffer);
  }

  static void until(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONG_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("It did not happen").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
