package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTPS alone, CORS and the log of a server behind a proxy. */
@ExtendWith(EdgeServer.class)
@ResourceLock(EdgeServer.LOCK)
class EdgeIT {
  private static final String TEXT = "{\"texts\":[\"seen from outside\"]}";

  private final Http http;

  EdgeIT(Http http) {
    this.http = http;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/info", "/", "/nope", "/docs/", "/metrics", "/embed/text"})
  void plain_http_is_426_wherever_it_goes(String path) {
    HttpResponse<byte[]> response = http.get(path);
    ErrorBody.of(response, 426, "HTTPS_REQUIRED");
    assertThat(response.headers().firstValue("Upgrade")).contains("TLS/1.2, HTTP/1.1");
    assertThat(response.headers().firstValue("Strict-Transport-Security")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/health/live", "/health/ready", "/health/started"})
  void probes_may_come_by_plain_http(String path) {
    assertThat(http.get(path).statusCode()).isEqualTo(200);
  }

  @Test
  void what_the_proxy_was_asked_by_tls_is_answered_and_told_to_stay_so() {
    HttpResponse<byte[]> response = http.send(forwarded("/info"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Strict-Transport-Security"))
        .contains("max-age=31536000");
    ErrorBody.of(
        http.send(forwarded("/info").setHeader("X-Forwarded-Proto", "http")),
        426,
        "HTTPS_REQUIRED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/console",
        "/console/main.js",
        "/docs",
        "/docs/",
        "/docs/swagger-ui.css",
        "/openapi",
        "/metrics"
      })
  void what_is_switched_off_is_not_there(String path) {
    assertThat(ErrorBody.of(http.send(forwarded(path)), 404, "NOT_FOUND")).doesNotContain("/docs");
  }

  @Test
  void a_page_of_a_listed_origin_may_ask_before_it_asks() {
    HttpResponse<byte[]> response =
        http.send(
            forwarded("/embed/text")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", EdgeServer.ORIGIN)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "x-api-key, content-type"));
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo(EdgeServer.ORIGIN);
    assertThat(header(response, "Access-Control-Allow-Methods")).isEqualTo("OPTIONS, POST");
    assertThat(header(response, "Access-Control-Allow-Headers"))
        .contains("Authorization", "Content-Type", "X-API-Key", "X-Request-Timeout", "traceparent");
    assertThat(header(response, "Access-Control-Allow-Credentials")).isEmpty();
    assertThat(header(response, "Vary")).isEqualTo("Origin");
  }

  @Test
  void a_page_of_a_listed_origin_reads_answers_and_errors() {
    HttpRequest.Builder good =
        forwarded("/embed/text")
            .header("Origin", EdgeServer.ORIGIN)
            .header("Content-Type", "application/json");
    HttpResponse<byte[]> answer = http.send(good.POST(BodyPublishers.ofString(TEXT)));
    HttpResponse<byte[]> error = http.send(good.POST(BodyPublishers.ofString("{")));
    assertThat(List.of(answer.statusCode(), error.statusCode())).containsExactly(200, 400);
    for (HttpResponse<byte[]> response : List.of(answer, error)) {
      assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo(EdgeServer.ORIGIN);
      assertThat(header(response, "Access-Control-Expose-Headers"))
          .contains("X-Request-ID", "X-Cache", "RateLimit-Policy", "Retry-After")
          .contains("X-Embedding-Truncated", "X-Embedding-Prompt", "x-compute-tokens");
      assertThat(header(response, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://app.example.evil", "http://app.example", "null"})
  void a_page_of_another_origin_is_told_nothing(String origin) {
    HttpResponse<byte[]> response = http.send(forwarded("/info").header("Origin", origin));
    assertThat(response.headers().map().keySet())
        .contains("vary")
        .noneMatch(name -> name.startsWith("access-control-"));
  }

  @Test
  void probes_that_go_well_leave_none() throws Exception {
    String id = "probe-" + UUID.randomUUID();
    for (String path : List.of("/health", "/health/live", "/health/ready", "/health/started")) {
      assertThat(http.send(forwarded(path).header("X-Request-ID", id)).statusCode()).isEqualTo(200);
    }
    http.send(forwarded("/health/nope").header("X-Request-ID", id + "-404"));
    assertThat(lineOf(id + "-404").get("message").textValue()).endsWith(" 404");
    assertThat(Files.readString(EdgeServer.LOG)).doesNotContain(id + "\"");
  }

  @Test
  void every_request_leaves_a_line_with_its_numbers_and_nothing_private() throws Exception {
    String id = "request-" + UUID.randomUUID();
    http.send(
        forwarded("/embed/text?api_key=canary-in-query")
            .header("X-Request-ID", id)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(TEXT)));
    http.send(forwarded("/nope/canary-in-path").header("X-Request-ID", id + "-2"));
    JsonNode line = lineOf(id);
    assertThat(line.get("message").textValue()).isEqualTo("POST /embed/text 200");
    assertThat(line.get("logger").textValue()).isEqualTo("com.tkr.embed.access");
    assertThat(line.get("items").intValue()).isEqualTo(1);
    assertThat(line.get("tokens").intValue()).isPositive();
    assertThat(line.get("duration_ms").doubleValue()).isPositive();
    assertThat(line.get("caller").textValue()).isEqualTo("ip:203.0.113.7");
    assertThat(line.get("trace_id").textValue()).matches("[0-9a-f]{32}");
    assertThat(lineOf(id + "-2").get("route").textValue()).isEqualTo("other");
    assertThat(Files.readString(EdgeServer.LOG)).doesNotContain("canary", "seen from outside");
  }

  @Test
  void every_line_of_the_file_is_json() throws IOException {
    http.get("/health");
    List<String> lines = Files.readAllLines(EdgeServer.LOG);
    assertThat(lines).hasSizeGreaterThan(3);
    for (String line : lines) {
      assertThat(new ObjectMapper().readTree(line).fieldNames())
          .toIterable()
          .contains("time", "level", "logger", "thread", "message");
    }
  }

  private static JsonNode lineOf(String requestId) throws IOException, InterruptedException {
    for (int i = 0; i < 50; i++) {
      for (String line : Files.readAllLines(EdgeServer.LOG)) {
        if (line.contains("\"request_id\":\"" + requestId + "\"")) {
          return new ObjectMapper().readTree(line);
        }
      }
      Thread.sleep(100);
    }
    throw new AssertionError("no line of " + requestId);
  }

  private HttpRequest.Builder forwarded(String path) {
    return http.request(path)
        .header("X-Forwarded-Proto", "https")
        .header("X-Forwarded-For", "198.51.100.1, 203.0.113.7");
  }

  private static String header(HttpResponse<byte[]> response, String name) {
    return String.join("|", response.headers().allValues(name));
  }
}
