package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tkr.embed.testing.StandInWar;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A dialect beside ours: its answers, and its errors wherever a request on its paths fails. */
class DialectIT {
  private static final String MASTER_KEY = "a-master-key-of-the-dialect-test-9Zk";
  private static final String EMBED = "/standin/dialect/embed";
  private static final String HEAD =
      " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-API-Key: " + MASTER_KEY + "\r\n";
  private static final String JSON = HEAD + "Content-Type: application/json\r\n";
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "EMBEDDING_MODEL_PATH", "demo",
          "EMBEDDING_ENV", "testing",
          "EMBEDDING_REQUIRE_API_KEY", "true",
          "EMBEDDING_API_KEY", MASTER_KEY,
          "EMBEDDING_RATE_LIMIT_ENABLED", "true",
          "EMBEDDING_RATE_LIMIT_BURST", "0",
          "EMBEDDING_RATE_LIMIT_RPM", "0",
          "EMBEDDING_FAILED_ATTEMPTS_PER_MINUTE", "0",
          "STANDIN_DIMENSIONS", "4",
          "STANDIN_FIXED_MICROS", "0");
  private static Server server;
  private static Http http;

  @BeforeAll
  static void start() {
    server =
        Server.start(
            new Server.Setup("dialect", StandInWar.write(), ENVIRONMENT, ""), "/health/ready");
    http = new Http(server);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.close();
  }

  @Test
  void vectors_stand_where_the_dialect_has_them() {
    JsonNode floats = Http.json(post(MASTER_KEY, "{\"input\":[\"a\",\"b\"]}"));
    assertThat(floats.get("object").textValue()).isEqualTo("list");
    assertThat(floats.get("data").get(1).get("index").intValue()).isEqualTo(1);
    assertThat(floats.get("data").get(1).get("embedding")).hasSize(4);
    assertThat(floats.get("usage").get("total_tokens").intValue()).isPositive();
    HttpResponse<byte[]> again =
        post(MASTER_KEY, "{\"input\":[\"a\",\"b\"],\"format\":\"base64\"}");
    assertThat(Http.json(again).get("data").get(0).get("embedding").textValue()).hasSize(24);
    assertThat(again.headers().firstValue("X-Cache")).contains("hits=2, misses=0");
  }

  @Test
  void its_resources_refuse_in_it() {
    refused(post(MASTER_KEY, "{\"input\":[1]}"), 422, "validation_error");
    refused(post(MASTER_KEY, "nonsense"), 422, "validation_error");
    refused(post("sk-nobodys", "{}"), 401, "authentication_error");
    HttpRequest.Builder nobody = http.json(EMBED, "{}");
    HttpResponse<byte[]> unknown = http.send(nobody);
    refused(unknown, 401, "authentication_error");
    assertThat(unknown.headers().firstValue("WWW-Authenticate")).isPresent();
  }

  @Test
  void permissions_and_limits_refuse_in_it() {
    Keys keys = new Keys(http, MASTER_KEY);
    String images = keys.create("images", "embed:image").get("api_key").textValue();
    refused(post(images, "{}"), 403, "authorization_error");
    String once =
        keys.created(
                "{\"name\":\"once\",\"permissions\":[\"*\"],"
                    + "\"limits\":{\"requests_per_minute\":1}}")
            .get("api_key")
            .textValue();
    assertThat(post(once, "{\"input\":[\"a\"]}").statusCode()).isEqualTo(200);
    HttpResponse<byte[]> second = post(once, "{\"input\":[\"a\"]}");
    refused(second, 429, "rate_limit_exceeded");
    assertThat(second.headers().firstValue("Retry-After")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/standin/dialect/embed,405,method_not_allowed",
    "PUT,/standin/dialect/embed,405,method_not_allowed",
    "GET,/standin/dialect/nothing,404,not_found",
    "GET,/standin/dialect,404,not_found",
    "OPTIONS,/standin/dialect/nothing,404,not_found",
    "POST,/standin/dialect/embed,415,unsupported_media_type"
  })
  void the_container_and_the_gate_refuse_in_it(
      String method, String path, int status, String kind) {
    HttpRequest.Builder request =
        http.request(path)
            .header("X-API-Key", MASTER_KEY)
            .header("Content-Type", "text/plain")
            .method(method, BodyPublishers.ofString("a"));
    refused(http.send(request), status, kind);
  }

  @ParameterizedTest
  @CsvSource({
    "TRACE,'',405,method_not_allowed",
    "BREW,'',405,method_not_allowed",
    "GET,/%zz,422,validation_error",
    "GET,/%ff,422,validation_error",
    "GET,/x%00,422,validation_error",
  })
  void the_listener_refuses_in_it(String method, String below, int status, String kind)
      throws IOException {
    refused(answer(method + " " + EMBED + below + HEAD + "\r\n"), status, kind);
  }

  @Test
  void what_cannot_be_parsed_is_refused_in_it() throws IOException {
    String post = "POST " + EMBED;
    String chunked = post + JSON + "Transfer-Encoding: chunked\r\n\r\n";
    refused(answer(chunked + "zz\r\n{}\r\n0\r\n\r\n"), 422, "validation_error");
    refused(answer(post + JSON + "Content-Length: abc\r\n\r\n{}"), 422, "validation_error");
    refused(answer(post + JSON + "Transfer-Encoding: gzip\r\n\r\n"), 422, "validation_error");
    refused(answer(post + " HTTP/9.9\r\nHost: x\r\n\r\n"), 422, "validation_error");
    refused(answer(post + " HTTP/1.1\r\nConnection: close\r\n\r\n"), 422, "validation_error");
    refused(
        answer("GET " + EMBED + HEAD + "X: " + "a".repeat(20_000) + "\r\n\r\n"),
        431,
        "headers_too_large");
    refused(answer(post + JSON + "Content-Length: 99999999999\r\n\r\n"), 413, "payload_too_large");
  }

  @Test
  void beside_it_errors_are_ours() throws IOException {
    ErrorBody.of(http.get("/standin/dialects"), 404, "NOT_FOUND");
    assertThat(answer("TRACE /standin/dialects" + HEAD + "\r\n")).contains("\"error_id\":\"");
    assertThat(answer("hello world HTTP/1.1\r\n\r\n")).contains("\"error_id\":\"");
  }

  private static HttpResponse<byte[]> post(String key, String body) {
    return http.send(http.json(EMBED, body).header("X-API-Key", key));
  }

  private static void refused(HttpResponse<byte[]> answer, int status, String kind) {
    assertThat(new String(answer.body()))
        .matches("\\{\"detail\":\".+\",\"kind\":\"" + kind + "\"}");
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("X-Request-ID")).isPresent();
  }

  private static void refused(String answer, int status, String kind) {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status + " ")
        .containsPattern("\r\n\r\n\\{\"detail\":\".+\",\"kind\":\"" + kind + "\"}$")
        .contains("X-Request-ID: ");
  }

  private static String answer(String request) throws IOException {
    try (RawSocket socket = new RawSocket(server)) {
      return socket.send(request).answer();
    }
  }
}
