package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that would rather speak HTTP/2, or another protocol, where the server does not. */
@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class Http1OnlyIT {
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final String GO_ON = "HTTP/1.1 100 Continue\r\n\r\n";
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final String SETTINGS = "\0\0\0\4\0\0\0\0\0";
  private static final String BODY = "{\"texts\":[\"a red circle\"]}";
  private static final String LENGTH = "Content-Length: " + BODY.length() + "\r\n\r\n";
  private static final String CHUNKED =
      "Transfer-Encoding: chunked\r\n\r\n1a\r\n" + BODY + "\r\n0\r\n\r\n";
  private static final String NEXT =
      "GET /info HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  private final Server server;

  Http1OnlyIT(Server server) {
    this.server = server;
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2c", "websocket", "TLS/1.3", "h2c, websocket", "HTTP/2.0", "nonsense"})
  void an_upgrade_is_ignored_and_the_connection_kept(String protocol) throws IOException {
    for (String body : new String[] {LENGTH + BODY, CHUNKED}) {
      String answers = all(upgrade(protocol) + body + NEXT);
      assertThat(answers.split("HTTP/1.1 200 ")).as(answers).hasSize(3);
      assertThat(answers).contains("\"embeddings\":[[").doesNotContain("HTTP/1.1 101");
    }
  }

  @Test
  void an_upgrade_without_a_body_is_ignored_too() throws IOException {
    String head = NEXT.replace("Connection: close\r\n\r\n", "Connection: Upgrade\r\n");
    String answers = all(head + "Upgrade: h2c\r\n\r\n" + NEXT);
    assertThat(answers.split("HTTP/1.1 200 ")).as(answers).hasSize(3);
  }

  @Test
  void who_upgrades_and_asks_whether_to_go_on_is_told() throws IOException {
    try (Socket socket = socket()) {
      say(socket, upgrade("h2c") + "Expect: 100-continue\r\n" + LENGTH);
      byte[] interim = socket.getInputStream().readNBytes(GO_ON.length());
      assertThat(text(interim)).isEqualTo(GO_ON);
      say(socket, BODY + NEXT);
      assertThat(text(socket.getInputStream().readAllBytes())).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void whose_body_is_too_large_is_told_so_before_it_is_sent() throws IOException {
    try (Socket socket = socket()) {
      say(
          socket,
          "POST /embed/text HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Expect: 100-continue\r\nContent-Length: 1000000000\r\n\r\n");
      String refused = "HTTP/1.1 413 ";
      assertThat(text(socket.getInputStream().readNBytes(refused.length()))).isEqualTo(refused);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PREFACE,
        PREFACE + SETTINGS,
        "GET /info HTTP/2.0\r\nHost: x\r\n\r\n",
        "POST /embed/text HTTP/2.0\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"
      })
  void who_speaks_http_2_at_once_is_refused_and_cut(String said) throws IOException {
    String answer = all(said);
    assertThat(answer)
        .startsWith("HTTP/1.1 505 ")
        .contains("This server speaks HTTP/1.0 and HTTP/1.1", "Connection: close");
    assertThat(answer.split("HTTP/1.1 ")).as("answers").hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_client_that_asks_for_http_2_is_answered(boolean asks) throws Exception {
    HttpResponse<String> answer =
        new EagerClient(server).post("embed/text", BodyPublishers.ofString(BODY), asks);
    assertThat(answer.body()).contains("\"embeddings\":[[");
    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
  }

  @ParameterizedTest
  @CsvSource({"true,false", "false,false", "true,true"})
  void who_uploads_too_much_first_hears_so(boolean length, boolean asks) throws Exception {
    HttpResponse<String> answer =
        new EagerClient(server).post("embed/text", EagerClient.spaces(80, length), asks);
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("PAYLOAD_TOO_LARGE");
  }

  private static String upgrade(String protocol) {
    return "POST /embed/text HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + "Connection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nUpgrade: "
        + protocol
        + "\r\n";
  }

  /** All that is answered until the server closes. */
  private String all(String said) throws IOException {
    try (Socket socket = socket()) {
      say(socket, said);
      return text(socket.getInputStream().readAllBytes());
    }
  }

  private Socket socket() throws IOException {
    Socket socket = new Socket("127.0.0.1", server.port());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
