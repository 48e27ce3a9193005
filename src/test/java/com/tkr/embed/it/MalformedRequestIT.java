package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the container meets on the wire before any resource, and bodies without an end. */
@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class MalformedRequestIT {
  private static final int MIB = 1024 * 1024;
  private static final String HOST = "Host: localhost\r\nConnection: close\r\n";
  private static final String JSON =
      "POST /embed/text HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n";
  private static final String FORM =
      "POST /embed/image HTTP/1.1\r\n" + HOST + "Content-Type: multipart/form-data; boundary=x\r\n";

  private final Server server;

  MalformedRequestIT(Server server) {
    this.server = server;
  }

  @ParameterizedTest
  @CsvSource({
    "'hello world HTTP/1.1\r\n\r\n',400",
    "'GET /info HTTP/9.9\r\nHost: x\r\nConnection: close\r\n\r\n',505",
    "'GET /info HTTP/1.1\r\nConnection: close\r\n\r\n',400",
    "'GET /%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',400",
    "'GET /info%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',400",
    "'TRACE /info HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',405",
    "'BREW /info HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',405",
    "'GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',400",
    "'GET /../x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',400",
    "'POST /info HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n{}',400"
  })
  void a_malformed_request_is_refused_like_any_other(String request, int status)
      throws IOException {
    assertRefused(answer(request), status);
  }

  private static void assertRefused(String answer, int status) {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status + " ")
        .contains("\"error_id\":\"", "\"trace_id\":\"", "X-Content-Type-Options: nosniff")
        .containsPattern("(?s)X-Request-ID: (\\S+).*\"request_id\":\"\\1\"")
        .containsPattern("(?i)content-length: \\d+")
        .doesNotContain("<html", "<!DOCTYPE", "Payara", "Exception");
  }

  @Test
  void trace_is_refused_and_echoes_nothing() throws IOException {
    assertThat(answer("TRACE /info HTTP/1.1\r\n" + HOST + "X-API-Key: echo-me\r\n\r\n"))
        .startsWith("HTTP/1.1 405 ")
        .contains("Allow: ")
        .doesNotContain("echo-me");
  }

  @ParameterizedTest
  @CsvSource({"-5", "abc", "99999999999999999999"})
  void a_content_length_that_is_none_is_refused(String length) throws IOException {
    assertRefused(answer(JSON + "Content-Length: " + length + "\r\n\r\n{}"), 400);
  }

  @Test
  void two_content_lengths_are_refused() throws IOException {
    assertRefused(answer(JSON + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} "), 400);
  }

  @Test
  void a_header_over_the_containers_buffer_is_refused() throws IOException {
    String tooLong = "a".repeat(20_000);
    assertRefused(answer("GET /info HTTP/1.1\r\n" + HOST + "X: " + tooLong + "\r\n\r\n"), 431);
    assertRefused(answer("GET /" + tooLong + " HTTP/1.1\r\n" + HOST + "\r\n"), 431);
  }

  @Test
  void the_server_says_what_it_takes() throws IOException {
    assertThat(answer("OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n"))
        .startsWith("HTTP/1.1 204 No Content")
        .containsPattern("(?i)allow: DELETE, GET, HEAD, OPTIONS, PATCH, POST\r\n");
  }

  @Test
  void statuses_have_their_standard_phrases() throws IOException {
    assertThat(answer(FORM + "Content-Length: 99999999999\r\n\r\n"))
        .startsWith("HTTP/1.1 413 Content Too Large\r\n");
    String form =
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nabc\r\n--x--";
    assertThat(answer(FORM + "Content-Length: " + form.length() + "\r\n\r\n" + form))
        .startsWith("HTTP/1.1 422 Unprocessable Content\r\n");
  }

  @Test
  void a_damaged_chunk_is_refused() throws IOException {
    assertRefused(answer(JSON + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"), 400);
  }

  @Test
  void a_declared_length_over_the_limit_is_413_before_the_body_is_sent() throws IOException {
    assertThat(answer(JSON + "Content-Length: 99999999999\r\n\r\n"))
        .startsWith("HTTP/1.1 413 ")
        .contains("\"code\":\"PAYLOAD_TOO_LARGE\"", "\"limit_bytes\":16777216");
    assertThat(answer(FORM + "Content-Length: 67108865\r\n\r\n"))
        .startsWith("HTTP/1.1 413 ")
        .contains("\"limit_bytes\":67108864");
  }

  @Test
  void a_chunked_json_body_over_the_limit_is_413_on_the_way() throws IOException {
    try (RawSocket socket = new RawSocket(server)) {
      socket.send(JSON + "Transfer-Encoding: chunked\r\n\r\n");
      for (int i = 0; i <= 16; i++) {
        socket.chunk(MIB);
      }
      assertThat(socket.answer())
          .startsWith("HTTP/1.1 413 ")
          .contains("\"code\":\"PAYLOAD_TOO_LARGE\"");
    }
  }

  @Test
  void a_chunked_file_over_the_limit_is_413() throws IOException {
    String part = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
    try (RawSocket socket = new RawSocket(server)) {
      socket.send(FORM + "Transfer-Encoding: chunked\r\n\r\n");
      socket.send(Integer.toHexString(part.length()) + "\r\n" + part + "\r\n");
      for (int i = 0; i <= 20; i++) {
        socket.chunk(MIB);
      }
      socket.send("0\r\n\r\n");
      assertThat(socket.answer())
          .startsWith("HTTP/1.1 413 ")
          .contains("\"code\":\"PAYLOAD_TOO_LARGE\"");
    }
  }

  @Test
  void a_form_without_a_boundary_or_cut_short_is_400() throws IOException {
    String head = "POST /embed/image HTTP/1.1\r\n" + HOST;
    assertThat(answer(head + "Content-Type: multipart/form-data\r\nContent-Length: 4\r\n\r\n--x\r"))
        .startsWith("HTTP/1.1 400 ")
        .contains("The Content-Type has no boundary");
    assertThat(answer(FORM + "Content-Length: 5\r\n\r\n--x\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("\"code\":\"VALIDATION_ERROR\"");
  }

  @Test
  void a_body_that_never_comes_is_408_and_ends_the_connection() throws IOException {
    assertThat(answer(JSON + "Content-Length: 200\r\n\r\n{"))
        .startsWith("HTTP/1.1 408 ")
        .contains("The request did not arrive in time.");
  }

  private String answer(String request) throws IOException {
    try (RawSocket socket = new RawSocket(server)) {
      return socket.send(request).answer();
    }
  }
}
