package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests sent before the answers to those before them (RFC 9112, section 9.3.2). */
@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class PipeliningIT {
  private static final String HOST = "Host: localhost\r\n";
  private static final String LAST = "GET /nope HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n";
  private static final String KNOWN = "known";

  private final Server server;

  PipeliningIT(Server server) {
    this.server = server;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 10, 300})
  void as_many_answers_as_requests_whose_vectors_are_known(int count) throws IOException {
    statuses(text(KNOWN) + LAST);
    assertThat(statuses(text(KNOWN).repeat(count) + LAST)).isEqualTo(good(count));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 10})
  void as_many_answers_as_requests_that_are_computed(int count) throws IOException {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < count; i++) {
      requests.append(i % 2 == 0 ? text(unique()) : chunked(unique()));
    }
    assertThat(statuses(requests + LAST)).isEqualTo(good(count));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void as_many_answers_as_requests_in_chunks(int count) throws IOException {
    assertThat(statuses(chunked(KNOWN).repeat(count) + LAST)).isEqualTo(good(count));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100})
  void as_many_answers_as_requests_that_come_in_pieces(int bytes) throws IOException {
    String requests = text(KNOWN) + chunked(KNOWN) + text(KNOWN) + info("") + LAST;
    try (RawSocket socket = new RawSocket(server)) {
      for (int i = 0; i < requests.length(); i += bytes) {
        socket.send(requests.substring(i, Math.min(requests.length(), i + bytes)));
      }
      assertThat(statuses(socket)).containsExactly("200", "200", "200", "200", "404");
    }
  }

  @Test
  void answers_come_in_the_order_of_the_requests() throws IOException {
    String requests =
        info("X-Request-ID: request-one\r\n")
            + text(unique(), "X-Request-ID: request-two\r\n")
            + text(KNOWN, "X-Request-ID: request-three\r\n")
            + chunked(unique(), "X-Request-ID: request-four\r\n")
            + info("X-Request-ID: request-five\r\n")
            + LAST;
    try (RawSocket socket = new RawSocket(server)) {
      List<String> answers = socket.send(requests).answers();
      List<String> ids =
          List.of("request-one", "request-two", "request-three", "request-four", "request-five");
      for (int i = 0; i < ids.size(); i++) {
        assertThat(answers.get(i)).containsPattern("(?i)x-request-id: " + ids.get(i));
      }
    }
  }

  @Test
  void refused_requests_are_no_end() throws IOException {
    String type =
        request("POST /embed/text", "Content-Type: text/plain\r\nContent-Length: 3\r\n") + "abc";
    String method = request("POST /info", "Content-Length: 2\r\n") + "{}";
    String accept = request("GET /info", "Accept: image/png\r\n");
    String image =
        request("POST /embed/image", "Content-Type: text/plain\r\nContent-Length: 0\r\n");
    assertThat(statuses(type + method + accept + image + text(KNOWN) + LAST))
        .containsExactly("415", "405", "406", "415", "200", "404");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection: close\r\n",
        "Connection: x, close\r\n",
        "Connection: keep-alive,Close\r\n",
        "Connection: x\r\nConnection: close\r\n",
      })
  void who_asks_for_the_end_in_whatever_list_gets_it(String options) throws IOException {
    try (RawSocket socket = new RawSocket(server)) {
      List<String> answers = socket.send(info(options) + info("") + LAST).answers();
      assertThat(answers).hasSize(1);
      assertThat(answers.get(0)).containsIgnoringCase("connection: close");
    }
  }

  @Test
  void another_option_is_no_end() throws IOException {
    assertThat(statuses(info("Connection: closed, x\r\n") + LAST)).containsExactly("200", "404");
  }

  @Test
  void a_malformed_body_that_is_whole_is_no_end() throws IOException {
    String malformed = json("{\"texts\":[1]}") + json("{\"texts\"") + json("[".repeat(5000));
    try (RawSocket socket = new RawSocket(server)) {
      List<String> answers = socket.send(text(KNOWN) + malformed + text(KNOWN) + LAST).answers();
      assertThat(answers)
          .extracting(answer -> answer.substring(9, 12))
          .containsExactly("200", "400", "400", "400", "200", "404");
      assertThat(answers.subList(0, 5)).noneMatch(answer -> answer.contains("onnection: close"));
    }
  }

  @Test
  void a_malformed_body_is_the_end_for_who_asks_for_it() throws IOException {
    String body = "{\"texts\":[1]}";
    String closing =
        request(
                "POST /embed/text",
                "Connection: close\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.length()
                    + "\r\n")
            + body;
    assertThat(statuses(closing + text(KNOWN))).containsExactly("400");
  }

  @Test
  void a_body_over_its_limit_is_the_end_and_read_past() throws IOException {
    int length = 16 * 1024 * 1024 + 1;
    try (RawSocket socket = new RawSocket(server)) {
      socket.send(text(KNOWN) + head(length)).send(new byte[length]).send(text(KNOWN));
      List<String> answers = socket.answers();
      assertThat(answers).hasSize(2).last().asString().startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void what_follows_a_last_request_is_not_read_and_not_logged() throws IOException {
    String closing = request("POST /embed/text", "Connection: close\r\nContent-Length: 0\r\n");
    int before = server.logged().length();
    assertThat(statuses(closing + text(KNOWN).repeat(20))).hasSize(1);
    assertThat(server.logged().substring(before)).doesNotContain("Exception", "\tat ", "    at ");
  }

  private static String head(int length) {
    return request(
        "POST /embed/text", "Content-Type: application/json\r\nContent-Length: " + length + "\r\n");
  }

  private static List<String> good(int count) {
    List<String> statuses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      statuses.add("200");
    }
    statuses.add("404");
    return statuses;
  }

  private static String unique() {
    return UUID.randomUUID().toString();
  }

  private static String info(String header) {
    return request("GET /info", header);
  }

  private static String text(String text) {
    return text(text, "");
  }

  private static String text(String text, String header) {
    return json("{\"texts\":[\"" + text + "\"]}", header);
  }

  private static String json(String body) {
    return json(body, "");
  }

  private static String json(String body, String header) {
    String length = "Content-Length: " + body.length() + "\r\n";
    return request("POST /embed/text", "Content-Type: application/json\r\n" + length + header)
        + body;
  }

  private static String chunked(String text) {
    return chunked(text, "");
  }

  private static String chunked(String text, String header) {
    String body = "{\"texts\":[\"" + text + "\"]}";
    StringBuilder chunks = new StringBuilder();
    for (char c : body.toCharArray()) {
      chunks.append("1\r\n").append(c).append("\r\n");
    }
    String coding = "Transfer-Encoding: chunked\r\n";
    return request("POST /embed/text", "Content-Type: application/json\r\n" + coding + header)
        + chunks
        + "0\r\n\r\n";
  }

  private static String request(String line, String headers) {
    return line + " HTTP/1.1\r\n" + HOST + headers + "\r\n";
  }

  private List<String> statuses(String requests) throws IOException {
    try (RawSocket socket = new RawSocket(server)) {
      return statuses(socket.send(requests));
    }
  }

  private static List<String> statuses(RawSocket socket) throws IOException {
    return socket.answers().stream().map(answer -> answer.substring(9, 12)).toList();
  }
}
