package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Bodies that come a moment after their head, on a connection that is kept: the next request must
 * be read as the next request, whether the one before was answered or refused unread.
 */
@ExtendWith(KeyedServer.class)
@ResourceLock(KeyedServer.LOCK)
class LateBodiesIT {
  private static final int REQUESTS = 1500;
  private static final int PIPELINED = 50;
  private static final int LONGEST_PAUSE_NANOS = 2_000_000;
  private static final String BODY = "{\"texts\":[\"a red circle\"]}";
  private static final String HEAD =
      "POST /embed/text HTTP/1.1\r\nHost: server\r\nContent-Type: application/json\r\n"
          + "Accept: application/octet-stream\r\n";

  private final Server server;
  private final Random random = new Random(7);

  LateBodiesIT(Server server) {
    this.server = server;
  }

  @Test
  void a_body_of_declared_length() throws IOException {
    keepTheirOrder("Content-Length: " + BODY.length() + "\r\n\r\n", BODY);
  }

  @Test
  void a_body_in_chunks() throws IOException {
    String chunk = Integer.toHexString(BODY.length()) + "\r\n" + BODY + "\r\n";
    keepTheirOrder("Transfer-Encoding: chunked\r\n\r\n", chunk + "0\r\n\r\n");
  }

  @Test
  void a_body_in_chunks_whose_end_is_late() throws IOException {
    String chunk = Integer.toHexString(BODY.length()) + "\r\n" + BODY + "\r\n";
    keepTheirOrder("Transfer-Encoding: chunked\r\n\r\n", chunk, "0\r\n\r\n");
  }

  @Test
  void bodies_that_come_with_the_next_requests() throws IOException {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < PIPELINED; i++) {
      String framing = "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY;
      requests.append(HEAD).append(key(i % 2 == 0)).append(framing);
    }
    requests.append("GET /health HTTP/1.1\r\nHost: server\r\nConnection: close\r\n\r\n");
    try (RawSocket socket = new RawSocket(server)) {
      List<String> answers = socket.send(requests.toString()).answers();
      assertThat(answers).hasSize(PIPELINED + 1);
      for (int i = 0; i < PIPELINED; i++) {
        assertThat(answers.get(i)).startsWith("HTTP/1.1 " + (i % 2 == 0 ? 200 : 401));
      }
    }
  }

  @Test
  void a_body_where_none_belongs_is_read_past() throws IOException {
    try (RawSocket socket = new RawSocket(server)) {
      String body = "GET /embed/text HTTP/1.1\r\n\r\n";
      socket.send("GET /info HTTP/1.1\r\nHost: server\r\nX-Request-ID: with-a-body\r\n");
      socket.send("Content-Length: " + body.length() + "\r\n\r\n" + body);
      assertThat(socket.answer()).startsWith("HTTP/1.1 200").contains("with-a-body");
      socket.send("GET /health HTTP/1.1\r\nHost: server\r\nX-Request-ID: the-next-one\r\n\r\n");
      assertThat(socket.answer()).startsWith("HTTP/1.1 200").contains("the-next-one");
    }
  }

  private void keepTheirOrder(String framing, String... parts) throws IOException {
    try (RawSocket socket = new RawSocket(server)) {
      for (int i = 0; i < REQUESTS; i++) {
        boolean good = i % 2 == 0;
        String id = "late-body-" + i;
        socket.send(HEAD + "X-Request-ID: " + id + "\r\n" + key(good) + framing);
        for (String part : parts) {
          pause();
          socket.send(part);
        }
        assertThat(socket.answer())
            .as("request %d", i)
            .startsWith(good ? "HTTP/1.1 200" : "HTTP/1.1 401")
            .containsIgnoringCase("X-Request-ID: " + id);
      }
    }
  }

  private static String key(boolean good) {
    return "X-API-Key: " + (good ? KeyedServer.MASTER_KEY : "tkr_wrong") + "\r\n";
  }

  private void pause() {
    long until = System.nanoTime() + random.nextInt(LONGEST_PAUSE_NANOS);
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
  }
}
