package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The life of an API key as its administrator and its owner see it. */
@ExtendWith(KeyedServer.class)
@ResourceLock(KeyedServer.LOCK)
class ApiKeysIT {
  private static final int FLUSHED_WITHIN_SECONDS = 15;

  private final Http http;
  private final Keys keys;

  ApiKeysIT(Http http) {
    this.http = http;
    this.keys = new Keys(http, KeyedServer.MASTER_KEY);
  }

  @Test
  void a_key_is_shown_once_and_never_stored_to_be_read() {
    JsonNode created =
        keys.created(
            "{\"name\":\"client-app\",\"permissions\":[\"embed:text\"],"
                + "\"expires_in_days\":30}");
    String key = created.get("api_key").asText();
    assertThat(key).startsWith(created.get("key_prefix").asText());
    assertThat(key).endsWith(created.get("last_four").asText());
    Instant expiry = Instant.parse(created.get("expires_at").asText());
    assertThat(Duration.between(Instant.now(), expiry).toHours()).isBetween(719L, 720L);
    assertThat(new String(keys.list().body(), StandardCharsets.UTF_8))
        .contains("client-app")
        .doesNotContain(key)
        .doesNotContain(key.substring(key.length() - 20));
  }

  @Test
  void the_answer_that_shows_a_key_is_kept_by_nobody() {
    HttpResponse<byte[]> created =
        keys.send(
            http.json("/admin/api-keys", "{\"name\":\"n\",\"permissions\":[\"similarity\"]}"));
    assertThat(created.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(created.headers().firstValue("Location").orElseThrow())
        .isEqualTo("/admin/api-keys/" + Http.json(created).get("id").asText());
  }

  @Test
  void a_key_does_what_it_is_permitted_and_nothing_else() {
    String key = keys.create("texts", "embed:text").get("api_key").asText();
    assertThat(keys.status(key)).isEqualTo(200);
    HttpResponse<byte[]> similarity =
        http.send(http.json("/similarity", "{").header("X-API-Key", key));
    assertThat(ErrorBody.of(similarity, 403, "AUTHORIZATION_ERROR")).contains("similarity");
    HttpResponse<byte[]> admin = http.send(http.request("/admin/stats").header("X-API-Key", key));
    assertThat(ErrorBody.of(admin, 403, "AUTHORIZATION_ERROR")).contains("admin");
  }

  @Test
  void a_revoked_key_is_dead_at_once() {
    JsonNode created = keys.create("to be revoked", "embed:text");
    String key = created.get("api_key").asText();
    assertThat(keys.status(key)).isEqualTo(200);
    JsonNode revoked = Http.json(keys.revoke(created.get("id").asText()));
    assertThat(revoked.get("is_valid").asBoolean()).isFalse();
    assertThat(keys.status(key)).isEqualTo(401);
  }

  @Test
  void a_change_of_permissions_takes_effect_at_once() {
    JsonNode created = keys.create("to be changed", "embed:text");
    String key = created.get("api_key").asText();
    assertThat(keys.status(key)).isEqualTo(200);
    String id = created.get("id").asText();
    assertThat(keys.change(id, "{\"permissions\":[\"similarity\"]}").statusCode()).isEqualTo(200);
    assertThat(keys.status(key)).isEqualTo(403);
    assertThat(keys.get(id).get("name").asText()).isEqualTo("to be changed");
  }

  @Test
  void both_texts_of_a_rotated_key_work_for_the_overlap() throws InterruptedException {
    JsonNode created = keys.create("to be rotated", "embed:text");
    String old = created.get("api_key").asText();
    String id = created.get("id").asText();
    String fresh = Http.json(keys.rotate(id, "{\"overlap_seconds\":2}")).get("api_key").asText();
    assertThat(keys.status(fresh)).isEqualTo(200);
    assertThat(keys.status(old)).isEqualTo(200);
    TimeUnit.MILLISECONDS.sleep(2200);
    assertThat(keys.status(fresh)).isEqualTo(200);
    assertThat(keys.status(old)).isEqualTo(401);
  }

  @Test
  void a_rotation_without_overlap_ends_the_old_text_at_once() {
    JsonNode created = keys.create("to be rotated at once", "embed:text");
    String id = created.get("id").asText();
    String fresh = Http.json(keys.rotate(id, "{\"overlap_seconds\":0}")).get("api_key").asText();
    assertThat(keys.status(created.get("api_key").asText())).isEqualTo(401);
    assertThat(keys.status(fresh)).isEqualTo(200);
  }

  @Test
  void its_uses_are_counted() throws InterruptedException {
    JsonNode created = keys.create("counted", "embed:text");
    for (int i = 0; i < 3; i++) {
      keys.status(created.get("api_key").asText());
    }
    String id = created.get("id").asText();
    for (int i = 0; i < FLUSHED_WITHIN_SECONDS && uses(id) < 3; i++) {
      TimeUnit.SECONDS.sleep(1);
    }
    assertThat(uses(id)).isEqualTo(3);
    assertThat(keys.get(id).get("last_used_at").isNull()).isFalse();
  }

  @Test
  void an_administrator_who_may_not_be_one_grants_nothing() {
    String key = keys.create("climber", "embed:text").get("api_key").asText();
    HttpResponse<byte[]> climbing =
        new Keys(http, key)
            .send(http.json("/admin/api-keys", "{\"name\":\"n\",\"permissions\":[\"admin\"]}"));
    ErrorBody.of(climbing, 403, "AUTHORIZATION_ERROR");
  }

  @Test
  void unknown_fields_and_permissions_are_refused_by_name() {
    assertThat(refusal("{\"name\":\"n\",\"permissions\":[\"embed:txt\"]}"))
        .contains("permissions")
        .contains("embed:text");
    assertThat(refusal("{\"name\":\"n\",\"permissions\":[\"admin\"],\"id\":\"x\"}"))
        .contains("Unknown field \"id\"");
    assertThat(refusal("{\"permissions\":[\"admin\"]}")).isEqualTo("name is required.");
    assertThat(refusal("{\"name\":\" n\",\"permissions\":[\"admin\"]}")).contains("name");
  }

  @Test
  void a_key_that_is_not_there_is_404() {
    HttpResponse<byte[]> missing = keys.send(http.request("/admin/api-keys/nosuchkey000"));
    ErrorBody.of(missing, 404, "NOT_FOUND");
    ErrorBody.of(keys.revoke("nosuchkey000"), 404, "NOT_FOUND");
  }

  private String refusal(String body) {
    return ErrorBody.of(keys.send(http.json("/admin/api-keys", body)), 400, "VALIDATION_ERROR");
  }

  private long uses(String id) {
    return keys.get(id).get("usage_count").asLong();
  }
}
