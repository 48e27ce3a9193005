package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Clients that reset their connection, in every place where they can. */
@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class LeavingClientsIT {
  private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";
  private static final String POST =
      "POST /embed/text" + HOST + "Content-Type: application/json\r\n";
  private static final String TEXTS = "{\"texts\":[\"left alone\"]}";
  private static final List<String> BEGINNINGS =
      List.of(
          "GET /in",
          POST + "Content-Length: 200\r\n\r\n{\"te",
          POST + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"te",
          POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{\"te",
          (POST + "Content-Length: " + TEXTS.length() + "\r\n\r\n" + TEXTS).repeat(20),
          ("GET /openapi" + HOST + "\r\n").repeat(20),
          ("GET /metrics" + HOST + "\r\n").repeat(20),
          ("GET /docs/swagger-ui-bundle.js" + HOST + "\r\n").repeat(20));

  private final Server server;
  private final Http http;

  LeavingClientsIT(Server server, Http http) {
    this.server = server;
    this.http = http;
  }

  @Test
  void they_leave_neither_a_stack_trace_nor_a_request_and_the_server_goes_on() throws Exception {
    for (int i = 0; i < 5; i++) {
      for (String beginning : BEGINNINGS) {
        leaveAfter(beginning);
      }
    }
    assertThat(http.postJson("/embed/text", TEXTS).statusCode()).isEqualTo(200);
    Waiting.until(() -> metrics().contains("tkr_requests_under_way{mp_scope=\"application\"} 1\n"));
    assertThat(server.logged())
        .contains("com.tkr.embed.access: ")
        .doesNotContain("Connection is closed", "Broken pipe", "at org.glassfish.grizzly")
        .doesNotContain("Failed with error_id");
  }

  private String metrics() {
    return new String(http.get("/metrics").body(), StandardCharsets.UTF_8);
  }

  /** Closes with bytes unread, which resets the connection. */
  private void leaveAfter(String beginning) throws IOException, InterruptedException {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoLinger(true, 0);
      socket.getOutputStream().write(beginning.getBytes(StandardCharsets.ISO_8859_1));
      Thread.sleep(20);
    }
  }
}
