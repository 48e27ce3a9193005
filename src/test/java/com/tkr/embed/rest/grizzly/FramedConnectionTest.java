package com.tkr.embed.rest.grizzly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.memory.MemoryManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connection hands on as one request, whatever the pieces are that it comes in. */
class FramedConnectionTest {
  private static final String GET = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String POST =
      "POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello";
  private static final String HEAD = "POST /c HTTP/1.1\r\nHost: x\r\n";
  private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";

  private final FramedConnection framed = new FramedConnection();
  private final StringBuilder handedOn = new StringBuilder();

  /** Hands on what comes, piece by piece; each request is answered as soon as it is whole. */
  private List<String> requests(String all, int bytes) {
    List<String> requests = new ArrayList<>();
    String kept = "";
    for (int i = 0; i < all.length() && framed.refusal() == 0; i += bytes) {
      kept += all.substring(i, Math.min(all.length(), i + bytes));
      String before;
      do {
        before = kept;
        kept = take(kept, requests);
      } while (!kept.isEmpty() && kept.length() < before.length() && framed.refusal() == 0);
    }
    return requests;
  }

  private String take(String bytes, List<String> requests) {
    FramedConnection.Part part = framed.next(buffer(bytes));
    handedOn.append(text(part.message()));
    if (framed.isWhole() && part.message() != null) {
      requests.add(handedOn.toString());
      handedOn.setLength(0);
      framed.answered();
    }
    return text(part.rest());
  }

  private static Buffer buffer(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return Buffers.wrap(MemoryManager.DEFAULT_MEMORY_MANAGER, bytes);
  }

  private static String text(@Nullable Buffer buffer) {
    return buffer == null ? "" : buffer.toStringContent(StandardCharsets.ISO_8859_1);
  }

  private int refusal(String request) {
    requests(request, request.length());
    return framed.refusal();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13, 1000})
  void requests_are_told_apart(int bytes) {
    assertThat(requests(GET + POST + "\r\n\r\n" + POST + GET, bytes))
        .containsExactly(GET, POST, POST, GET);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13, 1000})
  void whose_body_is_larger_than_any_may_be_is_not_told_to_go_on(int bytes) {
    framed.allow(5);
    String asks = HEAD + "Expect: 100-continue\r\nexpect: more\r\nContent-Length: ";
    String fits = asks + "5\r\n\r\nhello";
    String exceeds = asks + "6\r\n\r\n";
    assertThat(requests(fits, bytes)).containsExactly(fits);
    assertThat(requests(exceeds, bytes)).isEmpty();
    assertThat(handedOn).hasToString(exceeds.replaceAll("[Ee]xpect", "Xxpect"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13, 1000})
  void chunks_come_without_extensions_and_trailers(int bytes) {
    String chunks =
        "3;a=b\r\nhel\r\n002 ; c=\"d;e\"\r\nlo\r\n0;f\r\nX-Y: z\r\nX-Z: caf\u00e9\r\n\r\n";
    List<String> requests = requests(CHUNKED + chunks + GET, bytes);
    assertThat(requests).hasSize(2).last().isEqualTo(GET);
    assertThat(requests.get(0))
        .startsWith(CHUNKED)
        .endsWith("0\r\n\r\n")
        .doesNotContain(";", "X-Y");
    assertThat(data(requests.get(0).substring(CHUNKED.length()))).isEqualTo("hello");
  }

  private static String data(String chunks) {
    StringBuilder data = new StringBuilder();
    String rest = chunks;
    for (int size = 1; size > 0; ) {
      size = Integer.parseInt(rest.substring(0, rest.indexOf('\r')), 16);
      int start = rest.indexOf('\n') + 1;
      data.append(rest, start, start + size);
      rest = rest.substring(start + size + 2);
    }
    return data.toString();
  }

  @Test
  void http_2_is_left_alone() {
    String preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    assertThat(text(framed.next(buffer(preface.substring(0, 7))).rest())).hasSize(7);
    assertThat(text(framed.next(buffer(preface + "\0\0")).message())).isEqualTo(preface + "\0\0");
    assertThat(text(framed.next(buffer("\0\u0001")).message())).isEqualTo("\0\u0001");
  }

  @Test
  void http_2_does_not_begin_behind_a_request() {
    assertThat(refusal(GET + "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).isEqualTo(505);
  }

  @Test
  void what_comes_before_the_answer_is_lost_with_its_connection() {
    framed.next(buffer(GET));
    assertThat(framed.next(buffer(GET)).message()).isNull();
    assertThat(framed.isOver()).isFalse();
    framed.answered();
    assertThat(framed.isOver()).isTrue();
  }

  @Test
  void bytes_beyond_ascii_become_question_marks_in_values() {
    String request = "GET / HTTP/1.1\r\nHost: x\r\ncf-region: S\u00c3\u00a3o Paulo\r\n\r\n";
    assertThat(requests(request, 1000)).containsExactly(request.replaceAll("[\u00c3\u00a3]", "?"));
  }

  @ParameterizedTest
  @CsvSource({
    "'GET /\r\n',400",
    "'GET / HTTP/1.1\nHost: x\n\n',400",
    "'GET  / HTTP/1.1\r\n',400",
    "'GET / HTTP/1.1 \r\n',400",
    "'GET\t/\tHTTP/1.1\r\n',400",
    "' GET / HTTP/1.1\r\n',400",
    "'G(T / HTTP/1.1\r\n',400",
    "'GET x HTTP/1.1\r\n',400",
    "'GET * HTTP/1.1\r\n',400",
    "'GET http:///x HTTP/1.1\r\n',400",
    "'GET http://u@x/ HTTP/1.1\r\n',400",
    "'GET ftp://x/ HTTP/1.1\r\n',400",
    "'GET /caf\u00e9 HTTP/1.1\r\n',400",
    "'PRI / HTTP/1.1\r\n',400",
    "'CONNECT x:1 HTTP/1.1\r\n',405",
    "'GET / HTTP/0.9\r\n',505",
    "'GET / HTTP/2.0\r\n',505",
    "'GET / http/1.1\r\n',400",
    "'\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\n',400",
    "'GET / HTTP/1.1\r\n\r\n',400",
    "'GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n',400",
    "'GET / HTTP/1.1\r\nHost:\r\n\r\n',400",
    "'GET / HTTP/1.1\r\nHost: a b\r\n\r\n',400"
  })
  void what_is_no_request_is_refused(String request, int status) {
    assertThat(refusal(request)).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-A : b",
        " X-A: b",
        "X-A: b\r\n c",
        "no colon",
        ": b",
        "caf\u00e9: b",
        "X-A: b\rc",
        "X-A: b\u0000c",
        "X-A: b\u0001c",
        "X-A: b\u007fc",
        "X-A: b\nX-C: d",
        "Content-Length: 5\r\nContent-Length: 5",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: +5",
        "Content-Length: -5",
        "Content-Length: 5,5",
        "Content-Length: 5 5",
        "Content-Length: 0x5",
        "Content-Length:",
        "Content-Length: 9223372036854775808",
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: chunked;a=b",
        "Transfer-Encoding:"
      })
  void a_header_that_may_be_read_in_two_ways_is_refused(String header) {
    assertThat(refusal(HEAD + header + "\r\n\r\n")).isEqualTo(400);
  }

  @Test
  void http_1_0_has_no_chunks_and_needs_no_host() {
    assertThat(requests("GET / HTTP/1.0\r\n\r\n", 5)).hasSize(1);
    assertThat(refusal(CHUNKED.replace("HTTP/1.1", "HTTP/1.0"))).isEqualTo(400);
  }

  @Test
  void a_head_has_a_size_and_a_number_of_headers() {
    String filler = "X: y\r\n".repeat(HeadReader.MAX_HEADERS - 1);
    assertThat(requests(HEAD + filler + "\r\n", 1000)).hasSize(1);
    assertThat(refusal(HEAD + filler + "X: y\r\n\r\n")).isEqualTo(431);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "GET /", "GET / HTTP/1.1\r\nHost: x\r\nX: "})
  void a_head_without_an_end_is_too_large(String begin) {
    assertThat(refusal(begin + "a".repeat(HeadReader.MAX_BYTES))).isEqualTo(431);
  }

  @ParameterizedTest
  @CsvSource({
    "'zz\r\n',400",
    "'\r\n',400",
    "'-5\r\n',400",
    "'+5\r\n',400",
    "'0x5\r\n',400",
    "'5\nhello\n',400",
    "'5 5\r\nhello\r\n',400",
    "'5\r\nhelloXX',400",
    "'5;a\u0001=b\r\n',400",
    "'80000000\r\n',413",
    "'7fffffffffffffff\r\n',413",
    "'00000000000000005\r\n',400",
    "'0\r\nno colon\r\n\r\n',400",
    "'0\r\n X: y\r\n\r\n',400",
    "'0\r\nX: \u0001\r\n\r\n',400"
  })
  void chunks_that_are_none_are_refused(String chunks, int status) {
    assertThat(refusal(CHUNKED + chunks)).isEqualTo(status);
  }

  @Test
  void extensions_and_trailers_have_a_size() {
    String extension = "1;" + "a".repeat(5000) + "\r\nx\r\n";
    assertThat(requests(CHUNKED + extension.repeat(3) + "0\r\n\r\n", 1000)).hasSize(1);
    assertThat(refusal(CHUNKED + extension.repeat(4))).isEqualTo(400);
  }

  @Test
  void trailers_have_a_size() {
    String trailer = "X: " + "a".repeat(3000) + "\r\n";
    assertThat(requests(CHUNKED + "0\r\n" + trailer.repeat(2) + "\r\n", 1000)).hasSize(1);
    assertThat(refusal(CHUNKED + "0\r\n" + trailer.repeat(3))).isEqualTo(431);
  }
}
