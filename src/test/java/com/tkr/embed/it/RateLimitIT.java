package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Limits as clients meet them, and over a restart. */
class RateLimitIT {
  private static final String TEXT = "{\"texts\":[\"a\"]}";
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "EMBEDDING_MODEL_PATH", "demo",
          "EMBEDDING_RATE_LIMIT_ENABLED", "true",
          "EMBEDDING_RATE_LIMIT_BURST", "0",
          "EMBEDDING_RATE_LIMIT_RPM", "0",
          "EMBEDDING_RATE_LIMIT_RPH", "5",
          "EMBEDDING_RATE_LIMIT_ITEMS_PER_REQUEST", "2");

  @Test
  void callers_are_told_their_limits_and_refused_beyond_them_after_a_restart_too()
      throws InterruptedException {
    try (Server server = Server.start("rate-limit", ENVIRONMENT, "/health/ready")) {
      Http http = new Http(server);
      HttpResponse<byte[]> first = http.postJson("/embed/text", TEXT);
      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(header(first, "RateLimit-Policy")).startsWith("\"hour\";q=5;w=3600, \"day\"");
      assertThat(header(first, "RateLimit")).startsWith("\"hour\";r=4;t=").contains("items-hour");
      assertThat(header(first, "X-RateLimit-Limit")).isEqualTo("5");
      assertThat(header(first, "X-RateLimit-Remaining")).isEqualTo("4");
      assertThat(http.postJson("/embed/text", "{\"texts\":[\"a\",\"b\",\"c\"]}").statusCode())
          .isEqualTo(200);
      HttpResponse<byte[]> items =
          http.postJson("/embed/text", "{\"texts\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\"]}");
      ErrorBody.of(items, 429, "RATE_LIMIT_EXCEEDED");
      for (int i = 0; i < 3; i++) {
        assertThat(http.postJson("/embed/text", TEXT).statusCode()).isEqualTo(200);
      }
      HttpResponse<byte[]> refused = http.postJson("/embed/text", "not even JSON");
      ErrorBody.of(refused, 429, "RATE_LIMIT_EXCEEDED");
      assertThat(Long.parseLong(header(refused, "Retry-After"))).isBetween(3_500L, 3_630L);
    }
    try (Server server = Server.restart("rate-limit", ENVIRONMENT, "/health/ready")) {
      ErrorBody.of(new Http(server).postJson("/embed/text", TEXT), 429, "RATE_LIMIT_EXCEEDED");
    }
  }

  private static String header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
