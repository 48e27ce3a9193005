package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server whose model cannot be served stays alive and says why. */
class FailedModelIT {
  private static final String NO_FOLDER = "/no/such/checkpoint";
  private static final Duration FAILS_WITHIN = Duration.ofMinutes(1);

  private static Server server;
  private static Http http;

  @BeforeAll
  static void start() {
    server = Server.start("failed", Map.of("EMBEDDING_MODEL_PATH", NO_FOLDER), "/health/live");
    http = new Http(server);
    Instant deadline = Instant.now().plus(FAILS_WITHIN);
    while (!status().equals("unhealthy") && Instant.now().isBefore(deadline)) {
      Thread.onSpinWait();
    }
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.close();
  }

  @Test
  void health_is_200_and_names_what_is_missing() {
    HttpResponse<byte[]> response = http.get("/health");
    JsonNode health = Http.json(response);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(health.get("status").textValue()).isEqualTo("unhealthy");
    assertThat(health.get("model_loaded").booleanValue()).isFalse();
    assertThat(health.get("reason").textValue()).contains(NO_FOLDER).doesNotContain("\n");
    assertThat(server.logged()).contains(health.get("reason").textValue());
  }

  @Test
  void it_is_alive_and_not_ready() {
    assertThat(http.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(http.get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(http.get("/health/started").statusCode()).isEqualTo(503);
  }

  @Test
  void what_needs_the_model_is_503_and_says_when_to_come_again() {
    List.of(
            http.get("/info"),
            http.postJson("/embed/text", "{\"texts\":[\"a\"]}"),
            http.post("/embed/multimodal", new Form().field("text", "a")),
            http.postJson("/similarity", "{\"query_texts\":[\"a\"],\"candidate_texts\":[\"b\"]}"))
        .forEach(
            response -> {
              ErrorBody.of(response, 503, "MODEL_NOT_READY");
              String after = response.headers().firstValue("Retry-After").orElseThrow();
              assertThat(Long.parseLong(after)).isBetween(1L, 600L);
              JsonNode details = Http.json(response).get("error").get("details");
              assertThat(details.get("retry_after_seconds").asText()).isEqualTo(after);
            });
  }

  @Test
  void a_bad_request_is_told_before_the_missing_model() {
    ErrorBody.of(http.postJson("/embed/text", "{\"texts\":[]}"), 400, "VALIDATION_ERROR");
  }

  @Test
  void vectors_are_compared_without_a_model() {
    String body = "{\"query_embeddings\":[[1,0]],\"candidate_embeddings\":[[1,0]]}";
    assertThat(http.postJson("/similarity", body).statusCode()).isEqualTo(200);
  }

  private static String status() {
    return Http.json(http.get("/health")).get("status").textValue();
  }
}
