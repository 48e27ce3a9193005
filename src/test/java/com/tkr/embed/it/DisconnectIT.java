package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tkr.embed.testing.Pdfs;
import java.awt.Color;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Clients that leave while the engine has other work, and clients that only look as if they did.
 * The engine is held meanwhile, so that what it computed tells what was dropped.
 */
@ExtendWith(StandInServer.class)
@ResourceLock(StandInServer.LOCK)
class DisconnectIT {
  private static final int TEXTS = 100;
  private static final int WORDS = 60;

  /** Processes that draw pages of PDF files at a time, at most. */
  private static final int MOST_DRAWN = 4;

  private final Server server;
  private final Http http;
  private final String id = "disconnect-" + UUID.randomUUID();

  DisconnectIT(Server server, Http http) {
    this.server = server;
    this.http = http;
  }

  @BeforeEach
  void hold() {
    http.send(http.request("/standin").DELETE());
    http.postJson("/standin/gate", "");
  }

  @AfterEach
  void release() {
    http.send(http.request("/standin/gate").DELETE());
  }

  @ParameterizedTest
  @CsvSource({"1.1,false", "1.1,true", "1.0,false", "1.0,true"})
  void what_waits_is_dropped(String version, boolean resets) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> before = occupyEngine();
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoLinger(resets, 0);
      write(socket, request(version, "/embed/text", texts()));
      awaitWaiting(TEXTS);
      awaitLooks();
    }
    assertDropped("/embed/text", before);
  }

  @Test
  void a_comparison_is_dropped_too() throws IOException {
    CompletableFuture<HttpResponse<byte[]>> before = occupyEngine();
    String candidate = "{\"candidate_texts\":[\"" + id + "\"],";
    String body = candidate + "\"query_texts\":[" + list(TEXTS) + "]}";
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      write(socket, request("1.1", "/similarity", body));
      awaitWaiting(TEXTS + 1);
    }
    assertDropped("/similarity", before);
  }

  @Test
  void a_body_in_chunks_is_no_other_case() throws IOException {
    CompletableFuture<HttpResponse<byte[]>> before = occupyEngine();
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      String body = texts();
      write(socket, head("1.1", "/embed/text") + "Transfer-Encoding: chunked\r\n\r\n");
      write(socket, Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n");
      awaitWaiting(TEXTS);
    }
    assertDropped("/embed/text", before);
  }

  @Test
  void requests_behind_the_first_hide_no_reset() throws IOException {
    CompletableFuture<HttpResponse<byte[]>> before = occupyEngine();
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoLinger(true, 0);
      write(socket, request("1.1", "/embed/text", texts()).repeat(2));
      awaitWaiting(TEXTS);
    }
    assertDropped("/embed/text", before);
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.2", "TLSv1.3"})
  void a_farewell_by_tls_is_heard(String version) throws Exception {
    CompletableFuture<HttpResponse<byte[]>> before = occupyEngine();
    try (Socket socket = tls(version)) {
      write(socket, request("1.1", "/embed/text", texts()));
      awaitWaiting(TEXTS);
    }
    assertDropped("/embed/text", before);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void by_http_2_a_stream_is_reset_or_all_are_closed(boolean stream) throws Exception {
    CompletableFuture<HttpResponse<byte[]>> before = occupyEngine();
    try (Http2Socket socket = new Http2Socket(StandInServer.TLS)) {
      socket.post("/embed/text", id, texts());
      awaitWaiting(TEXTS);
      if (stream) {
        socket.reset();
        awaitLine("POST /embed/text 499");
      }
    }
    assertDropped("/embed/text", before);
  }

  @Test
  void batches_that_have_not_begun_are_dropped() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      write(socket, request("1.1", "/embed/text", texts()));
      await("tkr_engine_busy_seconds", value -> value > 0);
      assertThat(gauge("tkr_queue_inputs")).as("inputs behind the first batch").isPositive();
    }
    awaitLine("POST /embed/text 499");
    await("tkr_queue_inputs", value -> value == 0);
    release();
    assertThat(http.postJson("/embed/text", "{\"texts\":[\"after " + id + "\"]}").statusCode())
        .isEqualTo(200);
    assertThat(computed("batches")).as("the one in work and the next client's").isEqualTo(2);
    assertThat(computed("inputs")).isLessThan(TEXTS);
  }

  @Test
  void what_another_waits_for_goes_on() throws IOException {
    CompletableFuture<HttpResponse<byte[]>> before = occupyEngine();
    CompletableFuture<HttpResponse<byte[]>> other;
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      write(socket, request("1.1", "/embed/text", texts()));
      awaitWaiting(TEXTS);
      long waiting = (long) gauge("tkr_cache_coalesced");
      other = http.sendAsync(http.json("/embed/text", texts(TEXTS / 2)));
      await("tkr_cache_coalesced", value -> value >= waiting + TEXTS / 2);
    }
    awaitLine("POST /embed/text 499");
    await("tkr_queue_inputs", value -> value == TEXTS / 2);
    release();
    assertThat(before.join().statusCode()).isEqualTo(200);
    assertThat(other.join().statusCode()).isEqualTo(200);
    assertThat(computed("inputs")).isEqualTo(1 + TEXTS / 2);
    assertThat(http.postJson("/embed/text", texts(TEXTS / 2)).headers().firstValue("X-Cache"))
        .contains("hits=" + TEXTS / 2 + ", misses=0");
  }

  /** By HTTP/1.0 it must end with the request: what ends later is taken for the connection. */
  @ParameterizedTest
  @CsvSource({"1.1,false", "1.1,true", "1.0,false"})
  void who_only_ends_his_sending_is_answered(String version, boolean later) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> before = occupyEngine();
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      write(socket, request(version, "/embed/text", texts()));
      if (later) {
        awaitWaiting(TEXTS);
        awaitLooks();
      }
      socket.shutdownOutput();
      awaitWaiting(TEXTS);
      awaitLooks();
      release();
      assertThat(finalAnswer(socket)).startsWith("HTTP/1.1 200 ").contains("\"embeddings\"");
    }
    assertThat(before.join().statusCode()).isEqualTo(200);
    assertThat(computed("inputs")).isEqualTo(TEXTS + 1);
  }

  @Test
  void requests_behind_the_first_are_answered_in_their_order() throws IOException {
    CompletableFuture<HttpResponse<byte[]>> before = occupyEngine();
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      String next = head("1.1", "/embed/text").replace("POST /embed/text", "GET /info");
      write(socket, request("1.1", "/embed/text", texts()) + next + "Connection: close\r\n\r\n");
      awaitWaiting(TEXTS);
      awaitLooks();
      release();
      String answers = all(socket);
      assertThat(answers).startsWith("HTTP/1.1 200 ").doesNotContain("100 Continue");
      assertThat(answers.indexOf("\"embeddings\"")).isLessThan(answers.lastIndexOf("HTTP/1.1 200"));
    }
    assertThat(before.join().statusCode()).isEqualTo(200);
  }

  @Test
  void pictures_are_opened_and_drawn_for_nobody_who_has_gone() throws IOException {
    List<Socket> drawn = new ArrayList<>();
    for (int i = 0; i < MOST_DRAWN; i++) {
      drawn.add(posted(Pdfs.endless(), "drawn-" + i));
    }
    int most = Math.min(MOST_DRAWN, Runtime.getRuntime().availableProcessors());
    Waiting.until(() -> drawingProcesses().count() == most);
    try (Socket behind = posted(Pdfs.coloured(Color.RED), "opened")) {
      awaitLooks();
    }
    awaitLine("POST /embed/image 499", id + "-opened");
    for (Socket socket : drawn) {
      socket.close();
    }
    for (int i = 0; i < MOST_DRAWN; i++) {
      awaitLine("POST /embed/image 499", id + "-drawn-" + i);
    }
    Waiting.until(this::isNothingDrawn);
  }

  private Socket posted(byte[] file, String name) throws IOException {
    Form form = new Form().file("file", file);
    byte[] body = form.body();
    Socket socket = new Socket("127.0.0.1", server.port());
    write(
        socket,
        "POST /embed/image HTTP/1.1\r\nHost: localhost\r\nX-Request-ID: %s-%s\r\n"
                .formatted(id, name)
            + "Content-Type: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(form.contentType(), body.length));
    socket.getOutputStream().write(body);
    return socket;
  }

  /** Whether none computes: one whose client left before it drew is kept for the next file. */
  private boolean isNothingDrawn() {
    Map<Long, Duration> before = drawingTimes();
    Waiting.pause(Duration.ofSeconds(1));
    return drawingTimes().entrySet().stream()
        .allMatch(
            now ->
                now.getValue()
                        .minus(before.getOrDefault(now.getKey(), Duration.ZERO))
                        .compareTo(Duration.ofMillis(100))
                    < 0);
  }

  /** By process, what it has computed. */
  private Map<Long, Duration> drawingTimes() {
    return drawingProcesses()
        .collect(
            Collectors.toMap(
                ProcessHandle::pid,
                process -> process.info().totalCpuDuration().orElse(Duration.ZERO)));
  }

  private Stream<ProcessHandle> drawingProcesses() {
    return ProcessHandle.of(server.pid())
        .orElseThrow()
        .descendants()
        .filter(process -> process.info().commandLine().orElse("").contains("PdfWorker"));
  }

  /** A client that leaves before it has sent its request has gone as well. */
  @Test
  void half_a_body_is_no_mistake_of_a_client_that_has_gone() throws IOException {
    double before = gauge("tkr_requests_under_way");
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      write(socket, head("1.1", "/embed/text") + "Content-Length: 1000\r\n\r\n{\"texts\":[");
      await("tkr_requests_under_way", value -> value == before + 1);
    }
    awaitLine("POST /embed/text 499");
    await("tkr_requests_under_way", value -> value == before);
  }

  private void assertDropped(String path, CompletableFuture<HttpResponse<byte[]>> before) {
    awaitLine("POST " + path + " 499");
    awaitWaiting(0);
    release();
    assertThat(before.join().statusCode()).isEqualTo(200);
    assertThat(http.postJson("/embed/text", "{\"texts\":[\"after " + id + "\"]}").statusCode())
        .isEqualTo(200);
    assertThat(computed("inputs")).as("the one before and the one after").isEqualTo(2);
    assertThat(metrics()).containsPattern("tkr_requests_total\\{[^}]*" + path + "[^}]*\"499\"");
  }

  /** A request that the engine holds; what comes now waits behind it. */
  private CompletableFuture<HttpResponse<byte[]>> occupyEngine() {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(http.json("/embed/text", "{\"texts\":[\"before " + id + "\"]}"));
    await("tkr_engine_busy_seconds", value -> value > 0);
    return answer;
  }

  private void awaitWaiting(int inputs) {
    await("tkr_queue_inputs", value -> value == inputs);
  }

  /** Lets the server look at its connections a few times, which it does ten times a second. */
  private static void awaitLooks() {
    Waiting.pause(Duration.ofSeconds(1));
  }

  private void awaitLine(String text) {
    awaitLine(text, id);
  }

  private void awaitLine(String text, String request) {
    Waiting.until(
        () ->
            server
                .logged()
                .lines()
                .anyMatch(l -> l.contains(text) && l.contains("[" + request + " ")));
  }

  private void await(String name, DoublePredicate condition) {
    Waiting.until(() -> condition.test(gauge(name)));
  }

  private double gauge(String name) {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  private String metrics() {
    return new String(http.get("/metrics").body(), StandardCharsets.UTF_8);
  }

  private int computed(String what) {
    JsonNode counts = Http.json(http.get("/standin/computed"));
    return counts.get(what).intValue();
  }

  private String texts() {
    return texts(TEXTS);
  }

  private String texts(int count) {
    return "{\"texts\":[" + list(count) + "],\"encoding_format\":\"base64\"}";
  }

  /** Long ones, so that they take several batches. */
  private String list(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"" + id + " " + i + " a red circle".repeat(WORDS / 3) + "\"")
        .collect(Collectors.joining(","));
  }

  private String request(String version, String path, String body) {
    return head(version, path) + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private String head(String version, String path) {
    return "POST %s HTTP/%s\r\nHost: localhost\r\nX-Request-ID: %s\r\nContent-Type: %s\r\n"
        .formatted(path, version, id, "application/json");
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String all(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  private static String finalAnswer(Socket socket) throws IOException {
    return all(socket).replace("HTTP/1.1 100 Continue\r\n\r\n", "");
  }

  private static Socket tls(String version) throws Exception {
    SSLSocketFactory factory = StandInServer.TLS.trusting().getSocketFactory();
    SSLSocket socket = (SSLSocket) factory.createSocket("localhost", StandInServer.TLS.port());
    socket.setEnabledProtocols(new String[] {version});
    return socket;
  }
}
