package com.tkr.embed.rest.grizzly;

import static com.tkr.embed.rest.grizzly.UnansweredListener.send;
import static com.tkr.embed.rest.grizzly.UnansweredListener.until;
import static com.tkr.embed.rest.grizzly.UnansweredListener.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.nio.NIOConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real connections, a clock of the test's. */
class ConnectionGuardTest {
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int PERIOD_SECONDS = 20;

  /** When everything comes that comes, however long this machine takes for it. */
  private static final long CONNECTED = SECOND;

  /** More than any kernel takes for a client that does not read. */
  private static final int LARGE = 24 << 20;

  private final ConnectionGuard guard =
      new ConnectionGuard(MinimumRate.ofSeconds(PERIOD_SECONDS), 64 << 20, 2L * LARGE)
          .by(() -> CONNECTED);
  private final UnansweredListener listener = new UnansweredListener(guard);

  @AfterEach
  void close() {
    listener.close();
  }

  @Test
  void a_head_that_is_not_complete_in_its_time_is_cut() throws Exception {
    try (Socket client = listener.connect()) {
      Connection<?> connection = listener.connection();
      send(client, "GET / HT");
      guard.sweep(CONNECTED + (PERIOD_SECONDS - 5) * SECOND);
      assertThat(connection.isOpen()).isTrue();
      guard.sweep(CONNECTED + (PERIOD_SECONDS + 1) * SECOND);
      assertThat(connection.isOpen()).isFalse();
      assertThat(isCut(client)).isTrue();
      until(() -> guard.size() == 0);
    }
  }

  @Test
  void who_waits_for_an_answer_is_left_alone() throws Exception {
    try (Socket client = listener.connect()) {
      send(client, REQUEST);
      Connection<?> connection = listener.request().getConnection();
      guard.sweep(System.nanoTime() + 3600 * SECOND);
      assertThat(connection.isOpen()).isTrue();
      assertThat(guard.size()).isEqualTo(1);
    }
  }

  @Test
  void who_takes_less_of_an_answer_than_a_kilobyte_a_second_is_cut() throws Exception {
    try (Socket client = listener.connect()) {
      send(client, REQUEST);
      Connection<?> connection = answerTo(client, LARGE);
      long now = System.nanoTime();
      guard.sweep(now);
      guard.sweep(now + PERIOD_SECONDS * SECOND);
      assertThat(connection.isOpen()).isTrue();
      guard.sweep(now + PERIOD_SECONDS * SECOND + 1);
      assertThat(connection.isOpen()).isFalse();
    }
  }

  @Test
  void who_reads_on_is_not_but_earns_nothing_for_later() throws Exception {
    try (Socket client = listener.connect()) {
      send(client, REQUEST);
      Connection<?> connection = answerTo(client, LARGE);
      long pending = pending(connection);
      long now = System.nanoTime();
      guard.sweep(now);
      client.getInputStream().readNBytes(LARGE - (int) pending + (4 << 20));
      until(() -> pending(connection) < pending - PERIOD_SECONDS * 1024);
      awaitRest(connection);
      guard.sweep(now + (PERIOD_SECONDS + 1) * SECOND);
      assertThat(connection.isOpen()).isTrue();
      guard.sweep(now + (2 * PERIOD_SECONDS + 2) * SECOND);
      assertThat(connection.isOpen()).isFalse();
    }
  }

  @Test
  void when_answers_take_too_much_memory_the_heaviest_goes() throws Exception {
    try (Socket light = listener.connect();
        Socket heavy = listener.connect()) {
      send(light, REQUEST);
      Connection<?> lightOne = answerTo(light, LARGE);
      send(heavy, REQUEST);
      Connection<?> heavyOne = answerTo(heavy, 2 * LARGE);
      assertThat(pending(lightOne) + pending(heavyOne)).isGreaterThan(2L * LARGE);
      guard.sweep(System.nanoTime());
      assertThat(heavyOne.isOpen()).isFalse();
      assertThat(lightOne.isOpen()).isTrue();
    }
  }

  /** An answer on its way to a client that reads nothing. */
  private Connection<?> answerTo(Socket client, int bytes) throws InterruptedException {
    Connection<?> connection = listener.request().getConnection();
    write(connection, bytes);
    until(() -> pending(connection) > 0);
    awaitRest(connection);
    return connection;
  }

  /** Waits until the kernel has taken what it has room for. */
  private static void awaitRest(Connection<?> connection) throws InterruptedException {
    long before = -1;
    for (long now = pending(connection); now != before; now = pending(connection)) {
      before = now;
      Thread.sleep(100);
    }
  }

  private static long pending(Connection<?> connection) {
    return ((NIOConnection) connection).getAsyncWriteQueue().spaceInBytes();
  }

  private static boolean isCut(Socket client) {
    try {
      return client.getInputStream().read() < 0;
    } catch (IOException e) {
      return true;
    }
  }
}
