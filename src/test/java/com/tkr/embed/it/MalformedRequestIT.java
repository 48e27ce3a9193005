package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    "'CONNECT x.example:443 HTTP/1.1\r\nHost: x.example:443\r\n\r\n',405",
    "'GET /info\r\n\r\n',400",
    "'GET /info\n',400",
    "'PRI /info HTTP/1.1\r\nHost: x\r\n\r\n',400",
    "'GET /info HTTP/1.1\nHost: x\n\n',400",
    "'GET /info HTTP/2.0\r\nHost: x\r\n\r\n',505",
    "'GET /info HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n',400",
    "'GET /info HTTP/1.1\r\nHost: x/y\r\n\r\n',400",
    "'GET /info HTTP/1.1\r\nHost: x\r\nX-A : b\r\n\r\n',400",
    "'GET /info HTTP/1.1\r\nHost: x\r\nX-A: b\r\n c\r\n\r\n',400",
    "'GET /info HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n',400",
    "'GET /info HTTP/1.1\r\nHost: x\r\nX-A: b\rc\r\n\r\n',400",
    "'GET /info HTTP/1.1\r\nHost: x\r\nX-A: b\u0001c\r\n\r\n',400",
    "'G\u0001T /info HTTP/1.1\r\nHost: x\r\n\r\n',400",
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
  void more_headers_than_the_container_takes_are_refused() throws IOException {
    String head = "GET /info HTTP/1.1\r\n" + HOST + "X-A: b\r\n".repeat(98);
    assertThat(answer(head + "\r\n")).startsWith("HTTP/1.1 200 OK");
    String refused = answer(head + "X-A: b\r\n\r\n");
    assertRefused(refused, 431);
    assertThat(refused).contains("\"code\":\"HEADERS_TOO_LARGE\"", "100 headers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"S\u00c3\u00a3o Paulo", "S\u00e3o Paulo", "\u0080\u00ff"})
  void bytes_beyond_ascii_mean_nothing_where_nobody_reads_them(String value) throws IOException {
    assertThat(answer("GET /info HTTP/1.1\r\n" + HOST + "cf-region: " + value + "\r\n\r\n"))
        .startsWith("HTTP/1.1 200 OK");
  }

  @ParameterizedTest
  @CsvSource({
    "X-API-Key,200",
    "Authorization,200",
    "X-Request-ID,200",
    "traceparent,200",
    "X-Forwarded-For,200",
    "Cookie,200",
    "Origin,200",
    "X-Request-Timeout,400",
    "Content-Encoding,415",
    "Accept,400"
  })
  void and_are_no_value_where_somebody_does(String header, int status) throws IOException {
    String body = "{\"texts\":[\"a\"]}";
    String answer =
        answer(
            JSON
                + header
                + ": \u00e3/\u00ff\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body);
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ").doesNotContain("\u00e3");
  }

  @Test
  void empty_lines_before_a_request_are_ignored() throws IOException {
    String request = "GET /info HTTP/1.1\r\n" + HOST + "\r\n";
    assertThat(answer("\r\n\r\n" + request)).startsWith("HTTP/1.1 200 OK");
    assertRefused(answer("\r\n".repeat(50) + request), 400);
  }

  @Test
  void extensions_of_chunks_and_trailers_are_ignored() throws IOException {
    String chunks =
        "f;a=\"b;c\"\r\n{\"texts\":[\"a\"]}\r\n0;d\r\nX-A: b\r\nContent-Length: 3\r\n\r\n";
    assertThat(answer(JSON + "Transfer-Encoding: chunked\r\n\r\n" + chunks))
        .startsWith("HTTP/1.1 200 OK");
  }

  @Test
  void a_chunk_larger_than_any_body_is_413() throws IOException {
    assertRefused(answer(JSON + "Transfer-Encoding: chunked\r\n\r\n80000000\r\n{"), 413);
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
