package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What administrators may do beside keys. */
@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class AdminIT {
  private static final String TEXT = "{\"texts\":[\"a text to be kept\"]}";

  private final Http http;

  AdminIT(Http http) {
    this.http = http;
  }

  @Test
  void clearing_the_cache_drops_what_it_kept() {
    http.postJson("/embed/text", TEXT);
    assertThat(cacheUse(http.postJson("/embed/text", TEXT))).isEqualTo("hits=1, misses=0");
    JsonNode cleared = Http.json(http.send(http.request("/admin/cache").DELETE()));
    assertThat(cleared.get("cleared_entries").asLong()).isPositive();
    assertThat(cacheUse(http.postJson("/embed/text", TEXT))).isEqualTo("hits=0, misses=1");
  }

  @Test
  void a_reloaded_model_embeds_as_before() throws InterruptedException {
    JsonNode before = Http.json(http.postJson("/embed/text", TEXT)).get("embeddings");
    HttpResponse<byte[]> accepted =
        http.send(
            http.request("/admin/model").POST(java.net.http.HttpRequest.BodyPublishers.noBody()));
    assertThat(accepted.statusCode()).isEqualTo(202);
    awaitReload();
    assertThat(Http.json(http.postJson("/embed/text", TEXT)).get("embeddings")).isEqualTo(before);
  }

  private void awaitReload() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(200);
    for (int i = 0; i < 300 && http.get("/health/ready").statusCode() != 200; i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(Http.json(http.get("/admin/model")).get("model_loaded").asBoolean()).isTrue();
  }

  private static String cacheUse(HttpResponse<byte[]> response) {
    return response.headers().firstValue("X-Cache").orElseThrow();
  }
}
