package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What a client may say about cache and time, and what outlives a server. */
@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class CacheControlIT {
  private static final int POLLS = 100;
  private static final long POLL_MILLIS = 100;

  private final Http http;

  CacheControlIT(Http http) {
    this.http = http;
  }

  @Test
  void no_store_computes_anew_and_keeps_nothing() {
    for (int i = 0; i < 2; i++) {
      assertThat(cacheUse(send("never kept", "Cache-Control", "no-store")))
          .isEqualTo("hits=0, misses=1");
    }
    assertThat(cacheUse(http.postJson("/embed/text", text("never kept"))))
        .isEqualTo("hits=0, misses=1");
  }

  @Test
  void an_answer_says_what_its_time_was_spent_on() {
    assertThat(timing(send("timed", "Cache-Control", "no-store")))
        .matches("prepare;dur=[0-9.]+, (queue;dur=[0-9.]+, )?text;dur=[0-9.]+, total;dur=[0-9.]+");
    http.postJson("/embed/text", text("timed once"));
    assertThat(timing(http.postJson("/embed/text", text("timed once"))))
        .matches("total;dur=[0-9]+[.][0-9]{3}");
  }

  @Test
  void a_request_whose_time_is_over_is_503() {
    String texts =
        IntStream.range(0, 100)
            .mapToObj(i -> "\"" + ("too late " + i + " ").repeat(300) + "\"")
            .collect(Collectors.joining(","));
    HttpResponse<byte[]> answer =
        http.send(
            http.json("/embed/text", "{\"texts\":[" + texts + "]}")
                .header("X-Request-Timeout", "0.1"));
    ErrorBody.of(answer, 503, "INFERENCE_TIMEOUT");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void a_timeout_that_is_no_number_or_too_small_is_400() {
    ErrorBody.of(send("a", "X-Request-Timeout", "soon"), 400, "VALIDATION_ERROR");
    ErrorBody.of(send("a", "X-Request-Timeout", "0.09"), 400, "VALIDATION_ERROR");
  }

  @Test
  void options_share_a_vector() {
    http.postJson("/embed/text", text("shared"));
    String other = "{\"texts\":[\"shared\"],\"normalize\":false,\"dimensions\":3}";
    assertThat(cacheUse(http.postJson("/embed/text", other))).isEqualTo("hits=1, misses=0");
  }

  @Test
  void vectors_outlive_a_server_that_is_told_to_keep_them() throws Exception {
    Map<String, String> environment =
        Map.of("EMBEDDING_MODEL_PATH", "demo", "EMBEDDING_CACHE_PERSISTENT", "true");
    try (Server first = Server.start("persistent", environment, "/health/ready")) {
      new Http(first).postJson("/embed/text", text("kept"));
    }
    try (Server second = Server.restart("persistent", environment, "/health/ready")) {
      Http again = new Http(second);
      for (int i = 0; i < POLLS && entries(again) == 0; i++) {
        Thread.sleep(POLL_MILLIS);
      }
      assertThat(cacheUse(again.postJson("/embed/text", text("kept"))))
          .isEqualTo("hits=1, misses=0");
    }
  }

  private static String timing(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("Server-Timing").orElseThrow();
  }

  private static int entries(Http http) {
    return Http.json(http.get("/admin/stats")).get("cache_stats").get("entries").intValue();
  }

  private HttpResponse<byte[]> send(String text, String header, String value) {
    return http.send(http.json("/embed/text", text(text)).header(header, value));
  }

  private static String text(String text) {
    return "{\"texts\":[\"" + text + "\"]}";
  }

  private static String cacheUse(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("X-Cache").orElse("");
  }
}
