package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class StateIT {
  private static final double MOST_GIGABYTES = 100;

  private final Http http;

  StateIT(Http http) {
    this.http = http;
  }

  @Test
  void health_has_the_seeds_fields_and_ours() {
    HttpResponse<byte[]> response = http.get("/health");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    JsonNode health = Http.json(response);
    assertThat(health.fieldNames())
        .toIterable()
        .containsExactly(
            "status",
            "model_loaded",
            "framework",
            "device",
            "memory_usage_gb",
            "memory_private_gb",
            "uptime_seconds",
            "model",
            "demonstration",
            "recipe",
            "recipe_assumed",
            "instance",
            "ready_since",
            "first_text_seconds");
    assertThat(health.get("recipe").textValue()).isEqualTo("tkr-embed-demo");
    assertThat(health.get("recipe_assumed").booleanValue()).isFalse();
    assertThat(health.get("status").textValue()).isEqualTo("healthy");
    assertThat(health.get("model_loaded").booleanValue()).isTrue();
    assertThat(health.get("framework").textValue()).isEqualTo("MLX");
    assertThat(health.get("device").textValue()).isIn("cpu", "gpu");
    assertThat(health.get("memory_usage_gb").doubleValue()).isBetween(0.05, MOST_GIGABYTES);
    assertThat(health.get("uptime_seconds").doubleValue()).isPositive();
    assertThat(health.get("demonstration").booleanValue()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/health/ready", "/health/started"})
  void microprofiles_probes_are_up(String path) {
    HttpResponse<byte[]> response = http.get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Http.json(response).get("status").textValue()).isEqualTo("UP");
    assertThat(response.headers().firstValue("X-Request-ID")).isPresent();
  }

  @Test
  void health_is_read_only() {
    assertThat(http.send(http.request("/health").method("HEAD", BodyPublishers.noBody())).body())
        .isEmpty();
    HttpResponse<byte[]> options =
        http.send(http.request("/health").method("OPTIONS", BodyPublishers.noBody()));
    assertThat(options.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
    HttpResponse<byte[]> post =
        http.send(http.request("/health").POST(BodyPublishers.ofString("x")));
    ErrorBody.of(post, 405, "METHOD_NOT_ALLOWED");
    assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
  }

  @Test
  void info_has_the_seeds_fields_and_says_that_it_is_the_demonstration_model() {
    HttpResponse<byte[]> response = http.get("/info");
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode info = Http.json(response);
    assertThat(info.fieldNames())
        .toIterable()
        .contains(
            "model_path",
            "framework",
            "mlx_version",
            "quantization",
            "embedding_dim",
            "supported_modalities",
            "load_time",
            "memory_usage_gb",
            "memory_private_gb");
    assertThat(info.get("supported_modalities")).hasToString("[\"text\",\"image\",\"multimodal\"]");
    assertThat(info.get("model_path").textValue()).isEqualTo("demo");
    assertThat(info.get("demonstration").booleanValue()).isTrue();
    assertThat(info.get("api_key_required").booleanValue()).isFalse();
    assertThat(info.get("note").textValue()).contains("demonstration model");
    JsonNode text = Http.json(http.postJson("/embed/text", "{\"texts\":[\"a\"]}"));
    assertThat(info.get("embedding_dim")).isEqualTo(text.get("shape").get(1));
    assertThat(info.get("model")).isEqualTo(text.get("model"));
  }

  @Test
  void head_answers_as_get_without_a_body() {
    HttpResponse<byte[]> head =
        http.send(http.request("/info").method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }
}
