package com.tkr.embed.rest.grizzly;

import static com.tkr.embed.rest.grizzly.UnansweredListener.send;
import static com.tkr.embed.rest.grizzly.UnansweredListener.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.observe.log.ClientGone;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients of real connections that stay, end their sending, or go, while they wait. */
class WaitingClientsTest {
  private static final String HEAD = "GET / HTTP/1.%d\r\nHost: localhost\r\n\r\n";
  private static final String INTERIM = "HTTP/1.1 100 Continue\r\n\r\n";
  private static final int LOOKS = 25;

  private final ConnectionGuard guard =
      new ConnectionGuard(MinimumRate.ofSeconds(20), 1 << 20, 1 << 20);
  private final WaitingClients clients = new WaitingClients(guard);
  private final UnansweredListener listener = new UnansweredListener(guard);
  private final CompletableFuture<String> work = new CompletableFuture<>();
  private RequestProgress progress;

  @BeforeEach
  void watch() {
    clients.sweep();
  }

  @AfterEach
  void close() {
    clients.close();
    listener.close();
  }

  @Test
  void one_that_stays_is_waited_for_and_sent_nothing() throws Exception {
    try (Socket client = ask(1)) {
      look();
      assertThat(work).isNotDone();
      assertThat(client.getInputStream().available()).isZero();
    }
  }

  @Test
  void a_reset_is_a_client_that_has_gone() throws Exception {
    Socket client = ask(1);
    client.setSoLinger(true, 0);
    client.close();
    assertLeaves();
  }

  @Test
  void one_that_closes_is_found_gone_by_an_interim_answer() throws Exception {
    ask(1).close();
    assertLeaves();
  }

  @Test
  void one_that_only_ends_its_sending_is_asked_now_and_then_and_stays() throws Exception {
    try (Socket client = ask(1)) {
      client.shutdownOutput();
      look();
      assertThat(work).isNotDone();
      int asked = client.getInputStream().available() / INTERIM.length();
      assertThat(asked).isBetween(2, 3);
      byte[] answers = client.getInputStream().readNBytes(asked * INTERIM.length());
      assertThat(new String(answers, StandardCharsets.US_ASCII)).isEqualTo(INTERIM.repeat(asked));
    }
  }

  @Test
  void bytes_of_a_next_request_say_nothing() throws Exception {
    try (Socket client = ask(1)) {
      send(client, HEAD.formatted(1));
      look();
      assertThat(work).isNotDone();
      assertThat(client.getInputStream().available()).isZero();
    }
  }

  @Test
  void one_of_http_1_0_is_never_asked_and_goes_when_it_closes_later() throws Exception {
    Socket client = ask(0);
    look();
    assertThat(work).isNotDone();
    client.close();
    assertLeaves();
  }

  @Test
  void one_of_http_1_0_that_ends_its_sending_with_its_request_stays() throws Exception {
    try (Socket client = listener.connect()) {
      send(client, HEAD.formatted(0));
      client.shutdownOutput();
      await(listener.request());
      look();
      assertThat(work).isNotDone();
      assertThat(client.getInputStream().available()).isZero();
    }
  }

  @Test
  void what_was_done_is_not_taken_back() throws Exception {
    Socket client = ask(1);
    work.complete("vectors");
    client.setSoLinger(true, 0);
    client.close();
    look();
    assertThat(work).isCompletedWithValue("vectors");
    assertThat(progress.left()).isFalse();
  }

  private Socket ask(int minor) throws Exception {
    Socket client = listener.connect();
    send(client, HEAD.formatted(minor));
    await(listener.request());
    clients.sweep();
    return client;
  }

  private void await(HttpRequestPacket request) {
    progress = new RequestProgress(request, clients);
    progress.await(work);
  }

  private void look() throws InterruptedException {
    for (int i = 0; i < LOOKS; i++) {
      clients.sweep();
      Thread.sleep(5);
    }
  }

  private void assertLeaves() throws InterruptedException {
    until(
        () -> {
          clients.sweep();
          return work.isDone();
        });
    assertThatThrownBy(work::join).hasCauseInstanceOf(ClientGone.class);
    assertThat(progress.left()).isTrue();
  }
}
