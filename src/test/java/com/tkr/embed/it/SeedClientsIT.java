package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What clients of the Python server send, word for word, against a production server. */
class SeedClientsIT {
  private static final String KEY = "4tY-master-key-of-a-production-server-0pQ";
  private static Server server;
  private static Http http;

  @BeforeAll
  static void start() {
    Map<String, String> environment =
        Map.of(
            "EMBEDDING_ENV", "production",
            "EMBEDDING_API_KEY", KEY,
            "EMBEDDING_MODEL_PATH", "demo",
            "EMBEDDING_QUANTIZATION", "auto",
            "EMBEDDING_DEVICE", "auto",
            "EMBEDDING_REQUIRE_HTTPS", "false",
            "EMBEDDING_CACHE_ENABLED", "true",
            "EMBEDDING_CACHE_SIZE", "1000",
            "EMBEDDING_RATE_LIMIT_ENABLED", "true",
            "EMBEDDING_RATE_LIMIT_RPM", "60");
    Map<String, String> quiet = new HashMap<>(environment);
    quiet.put("EMBEDDING_LOG_LEVEL", "ERROR");
    server = Server.start("seed", quiet, "/health/ready");
    http = new Http(server);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.close();
  }

  @Test
  void a_key_in_the_header_embeds() {
    shaped(
        http.send(
            http.json("/embed/text", "{\"texts\": [\"Hello world\"]}").header("X-API-Key", KEY)),
        1);
  }

  @Test
  void a_key_in_the_query_embeds() {
    shaped(http.postJson("/embed/text?api_key=" + KEY, "{\"texts\": [\"Hello world\"]}"), 1);
  }

  @Test
  void two_texts_with_normalize_embed() {
    String body = "{\"texts\": [\"Sample text\", \"Another text\"], \"normalize\": true}";
    shaped(http.send(http.json("/embed/text", body).header("X-API-Key", KEY)), 2);
  }

  @Test
  void an_image_file_embeds() {
    Form form = new Form().file("file", Samples.of("red_circle"));
    shaped(http.send(http.form("/embed/image", form).header("X-API-Key", KEY)), 1);
  }

  @Test
  void a_text_with_an_image_embeds() {
    Form form =
        new Form().field("text", "Describe this image").file("image", Samples.of("red_circle"));
    shaped(http.send(http.form("/embed/multimodal", form).header("X-API-Key", KEY)), 1);
  }

  @Test
  void without_a_key_nothing_embeds() {
    HttpResponse<byte[]> refused =
        http.postJson("/embed/text", "{\"texts\": [\"Hello world\"], \"normalize\": true}");
    ErrorBody.of(refused, 401, "AUTHENTICATION_ERROR");
    assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow()).contains("Bearer");
  }

  @Test
  void the_state_of_the_server_is_open() {
    JsonNode health = Http.json(http.get("/health"));
    assertThat(health.get("status").asText()).isEqualTo("healthy");
    assertThat(health.get("model_loaded").asBoolean()).isTrue();
    assertThat(http.get("/info").statusCode()).isEqualTo(200);
  }

  @Test
  void a_created_key_embeds_and_stands_in_the_list() {
    String body =
        "{\"name\": \"client-app\", \"permissions\": [\"embed:text\", \"embed:image\"],"
            + " \"expires_in_days\": 30}";
    Keys keys = new Keys(http, KEY);
    JsonNode created = keys.created(body);
    assertThat(keys.status(created.get("api_key").asText())).isEqualTo(200);
    JsonNode listed = Http.json(keys.list()).get("api_keys").get(0);
    assertThat(listed.fieldNames())
        .toIterable()
        .contains(
            "name",
            "permissions",
            "created_at",
            "last_used_at",
            "expires_at",
            "usage_count",
            "is_valid",
            "key_prefix")
        .doesNotContain("api_key");
  }

  @Test
  void statistics_and_configuration_have_the_seeds_fields() {
    Keys admin = new Keys(http, KEY);
    JsonNode stats = Http.json(admin.send(http.request("/admin/stats")));
    assertThat(stats.fieldNames())
        .toIterable()
        .contains(
            "server_status",
            "uptime_seconds",
            "model_loaded",
            "cache_stats",
            "rate_limiter_stats",
            "configuration");
    JsonNode config = Http.json(admin.send(http.request("/admin/config")));
    assertThat(config.get("configuration").get("cache").get("max_size").asInt()).isEqualTo(1000);
    assertThat(config.get("config_sources").toString()).contains("EMBEDDING_CACHE_SIZE");
    assertThat(config.toString()).doesNotContain(KEY);
  }

  @Test
  void what_an_administrator_did_is_told_at_every_level() throws InterruptedException {
    JsonNode created = new Keys(http, KEY).create("audited", "similarity");
    String line = "event=key.create actor=master target=" + created.get("key_prefix").asText();
    for (int i = 0; i < 50 && !server.logged().contains(line); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(server.logged()).contains(line).doesNotContain(created.get("api_key").asText());
  }

  private static void shaped(HttpResponse<byte[]> response, int vectors) {
    assertThat(response.statusCode()).as(new String(response.body())).isEqualTo(200);
    JsonNode body = Http.json(response);
    int dimensions = body.get("shape").get(1).asInt();
    assertThat(body.get("shape").get(0).asInt()).isEqualTo(vectors);
    assertThat(body.get("embeddings")).hasSize(vectors);
    assertThat(body.get("embeddings").get(0)).hasSize(dimensions);
    assertThat(body.get("processing_time").asDouble()).isPositive();
    assertThat(body.get("model").asText()).isNotEmpty();
  }
}
