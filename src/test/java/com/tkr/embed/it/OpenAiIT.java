package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tkr.embed.testing.StandInWar;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenAI's routes, and its errors wherever a request on its paths fails. */
class OpenAiIT {
  private static final String MASTER_KEY = "a-master-key-of-the-openai-tests-3Kd";
  private static final String EMBEDDINGS = "/v1/embeddings";
  private static final String HEAD =
      " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-API-Key: " + MASTER_KEY + "\r\n";
  private static final String JSON = HEAD + "Content-Type: application/json\r\n";
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "EMBEDDING_MODEL_PATH", "demo",
          "EMBEDDING_MODEL_ALIASES", "org/an-alias",
          "EMBEDDING_ENV", "testing",
          "EMBEDDING_REQUIRE_API_KEY", "true",
          "EMBEDDING_API_KEY", MASTER_KEY,
          "EMBEDDING_RATE_LIMIT_ENABLED", "true",
          "EMBEDDING_RATE_LIMIT_BURST", "0",
          "EMBEDDING_RATE_LIMIT_RPM", "0",
          "EMBEDDING_FAILED_ATTEMPTS_PER_MINUTE", "0");
  private static Server server;
  private static Http http;

  @BeforeAll
  static void start() {
    server =
        Server.start(
            new Server.Setup("openai", StandInWar.write(), ENVIRONMENT, ""), "/health/ready");
    http = new Http(server);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {EMBEDDINGS, "/v1/multimodalembeddings", "/v1/models"})
  void its_resources_refuse_in_it(String path) {
    HttpRequest.Builder nobody = http.json(path, "{}");
    HttpRequest.Builder request = path.endsWith("models") ? nobody.GET() : nobody;
    HttpResponse<byte[]> unknown = http.send(request);
    refused(unknown, 401, "invalid_request_error", "invalid_api_key");
    assertThat(unknown.headers().firstValue("WWW-Authenticate")).isPresent();
    refused(
        http.send(request.header("X-API-Key", "sk-nobodys")),
        401,
        "invalid_request_error",
        "invalid_api_key");
  }

  @Test
  void what_is_wrong_in_a_body_is_refused_in_it() {
    String type = "invalid_request_error";
    refused(post(MASTER_KEY, "{\"input\":[true]}"), 400, type, "invalid_value");
    refused(post(MASTER_KEY, "nonsense"), 400, type, "invalid_value");
    refused(post(MASTER_KEY, "{}"), 400, type, "invalid_value");
    String other = "{\"model\":\"nobodys\",\"input\":\"a\"}";
    refused(post(MASTER_KEY, other), 404, type, "model_not_found");
    String picture = "{\"input\":[{\"image\":\"QUJDREVGR0g=\"}]}";
    refused(post(MASTER_KEY, picture), 422, type, "unprocessable_image");
    String tooLong = "{\"input\":\"" + "a red circle ".repeat(700) + "\"}";
    refused(post(MASTER_KEY, tooLong), 400, type, "context_length_exceeded");
    assertThat(error(post(MASTER_KEY, "{\"input\":\"a\",\"dimensions\":0}")).get("param").asText())
        .isEqualTo("dimensions");
  }

  @Test
  void permissions_and_limits_refuse_in_it() {
    Keys keys = new Keys(http, MASTER_KEY);
    String images = keys.create("images", "embed:image").get("api_key").textValue();
    String denied = "insufficient_permissions";
    refused(post(images, "{\"input\":\"a\"}"), 403, "invalid_request_error", denied);
    String once =
        keys.created(
                "{\"name\":\"once\",\"permissions\":[\"*\"],"
                    + "\"limits\":{\"requests_per_minute\":1}}")
            .get("api_key")
            .textValue();
    assertThat(post(once, "{\"input\":[\"a\"]}").statusCode()).isEqualTo(200);
    HttpResponse<byte[]> second = post(once, "{\"input\":[\"a\"]}");
    refused(second, 429, "requests", "rate_limit_exceeded");
    assertThat(second.headers().firstValue("Retry-After")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/v1/embeddings,405,method_not_supported",
    "DELETE,/v1/models/org%2Fan-alias,405,method_not_supported",
    "GET,/v1/nothing,404,unknown_url",
    "GET,/v1,404,unknown_url",
    "OPTIONS,/v1/nothing,404,unknown_url",
    "POST,/v1/embeddings,415,unsupported_media_type",
    "GET,/v1/models/org%2Fnobodys,404,model_not_found"
  })
  void the_container_and_the_gate_refuse_in_it(
      String method, String path, int status, String code) {
    HttpRequest.Builder request =
        http.request(path)
            .header("X-API-Key", MASTER_KEY)
            .header("Content-Type", "text/plain")
            .method(method, BodyPublishers.ofString("a"));
    refused(http.send(request), status, "invalid_request_error", code);
  }

  @ParameterizedTest
  @CsvSource({
    "TRACE,'',405,method_not_supported",
    "BREW,'',405,method_not_supported",
    "GET,/%zz,400,invalid_value",
    "GET,/%ff,400,invalid_value",
    "GET,/x%2Fy,400,invalid_value",
    "GET,/x%00,400,invalid_value",
  })
  void the_listener_refuses_in_it(String method, String below, int status, String code)
      throws IOException {
    refused(answer(method + " " + EMBEDDINGS + below + HEAD + "\r\n"), status, code);
  }

  @Test
  void what_cannot_be_parsed_is_refused_in_it() throws IOException {
    String post = "POST " + EMBEDDINGS;
    String chunked = post + JSON + "Transfer-Encoding: chunked\r\n\r\n";
    refused(answer(chunked + "zz\r\n{}\r\n0\r\n\r\n"), 400, "invalid_value");
    refused(answer(post + JSON + "Content-Length: abc\r\n\r\n{}"), 400, "invalid_value");
    String tooLong = "X: " + "a".repeat(20_000) + "\r\n\r\n";
    refused(answer("GET " + EMBEDDINGS + HEAD + tooLong), 431, "headers_too_large");
    refused(answer(post + JSON + "Content-Length: 99999999999\r\n\r\n"), 413, "payload_too_large");
  }

  @Test
  void headers_say_what_was_done_to_inputs() {
    String tooLong = "a red circle ".repeat(700);
    HttpResponse<byte[]> cut =
        post(MASTER_KEY, "{\"input\":[\"a\",\"" + tooLong + "\"],\"truncate\":true}");
    assertThat(cut.statusCode()).isEqualTo(200);
    assertThat(cut.headers().firstValue("X-Embedding-Truncated")).contains("1");
    String picture = Base64.getEncoder().encodeToString(Samples.of("red_circle"));
    String parts = "{\"input\":[{\"content\":[\"a\",{\"image\":\"" + picture + "\"}]}]}";
    assertThat(post(MASTER_KEY, parts).headers().firstValue("X-Embedding-Order"))
        .contains("images-first");
    HttpResponse<byte[]> query = post(MASTER_KEY, "{\"input\":\"a\",\"input_type\":\"query\"}");
    assertThat(query.headers().firstValue("X-Embedding-Prompt")).contains("default");
    String pictures = "{\"input\":[" + ("{\"image\":\"" + picture + "\"},").repeat(16);
    String seventeen = pictures + "{\"image\":\"" + picture + "\"}]}";
    refused(post(MASTER_KEY, seventeen), 400, "invalid_request_error", "invalid_value");
  }

  @Test
  void a_picture_needs_its_own_permission() {
    Keys keys = new Keys(http, MASTER_KEY);
    String texts = keys.create("texts", "embed:text").get("api_key").textValue();
    assertThat(post(texts, "{\"input\":\"a\"}").statusCode()).isEqualTo(200);
    String picture = Base64.getEncoder().encodeToString(Samples.of("red_circle"));
    String body = "{\"input\":[{\"image\":\"" + picture + "\"}]}";
    refused(post(texts, body), 403, "invalid_request_error", "insufficient_permissions");
  }

  @Test
  void models_have_every_name() {
    JsonNode models = get("/v1/models").get("data");
    assertThat(models.findValuesAsText("id")).contains("org/an-alias");
    String own = models.get(0).get("id").asText();
    for (String name :
        new String[] {own, "demo", "org/an-alias", "org%2Fan-alias", "org%2fan-alias"}) {
      JsonNode model = get("/v1/models/" + name);
      assertThat(model.get("id").asText()).isEqualTo(name.replaceAll("%2[fF]", "/"));
      assertThat(model.get("object").asText()).isEqualTo("model");
      assertThat(model.get("created").asLong()).isPositive();
    }
  }

  @Test
  void beside_it_errors_are_ours() {
    ErrorBody.of(http.get("/v3/embeddings"), 404, "NOT_FOUND");
  }

  private static JsonNode get(String path) {
    HttpResponse<byte[]> answer =
        http.send(http.request(path).header("Authorization", "Bearer " + MASTER_KEY));
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return Http.json(answer);
  }

  private static HttpResponse<byte[]> post(String key, String body) {
    return http.send(http.json(EMBEDDINGS, body).header("X-API-Key", key));
  }

  private static JsonNode error(HttpResponse<byte[]> answer) {
    return Http.json(answer).get("error");
  }

  private static void refused(HttpResponse<byte[]> answer, int status, String type, String code) {
    JsonNode error = error(answer);
    assertThat(answer.statusCode()).as(error.toString()).isEqualTo(status);
    assertThat(error.get("code").textValue()).isEqualTo(code);
    assertThat(error.get("type").textValue()).isEqualTo(type);
    assertThat(error.get("message").textValue())
        .isNotBlank()
        .isEqualTo(Http.json(answer).get("detail").textValue());
    assertThat(error.has("param")).isTrue();
    assertThat(answer.headers().firstValue("X-Request-ID")).isPresent();
  }

  private static void refused(String answer, int status, String code) {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status + " ")
        .containsPattern("\r\n\r\n\\{\"error\":\\{\"message\":\".+\"code\":\"" + code + "\".+}$")
        .contains("X-Request-ID: ");
  }

  private static String answer(String request) throws IOException {
    try (RawSocket socket = new RawSocket(server)) {
      return socket.send(request).answer();
    }
  }
}
