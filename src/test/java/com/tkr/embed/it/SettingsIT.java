package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The environment beats the file, which beats the default. */
class SettingsIT {
  private static Server server;
  private static Http http;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("limits.yaml"),
            "server: {limits: {texts: 7, file_bytes: 50}, request_timeout_seconds: 60}\n");
    Map<String, String> environment =
        Map.of(
            "EMBEDDING_MODEL_PATH", "demo",
            "EMBEDDING_CONFIG", file.toString(),
            "EMBEDDING_LIMITS_TEXTS", "2",
            "EMBEDDING_LIMITS_JSON_BYTES", "100",
            "EMBEDDING_REQUEST_TIMEOUT_SECONDS", "0");
    server = Server.start("settings", environment, "/health/ready");
    http = new Http(server);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.close();
  }

  @Test
  void a_request_over_the_time_limit_is_503_and_may_be_tried_again() {
    HttpResponse<byte[]> response = http.postJson("/embed/text", "{\"texts\":[\"a\",\"b\"]}");
    ErrorBody.of(response, 503, "INFERENCE_TIMEOUT");
    assertThat(response.headers().firstValue("Retry-After")).contains("1");
  }

  @Test
  void configured_limits_hold() {
    assertThat(
            ErrorBody.of(
                http.postJson("/embed/text", "{\"texts\":[\"a\",\"b\",\"c\"]}"),
                400,
                "VALIDATION_ERROR"))
        .isEqualTo("texts may hold 2 elements at most.");
    assertThat(
            ErrorBody.of(
                http.postJson("/embed/text", "{\"texts\":[\"" + "a".repeat(100) + "\"]}"),
                413,
                "PAYLOAD_TOO_LARGE"))
        .isEqualTo("The body is larger than the limit of 100 bytes.");
    assertThat(
            ErrorBody.of(
                http.post("/embed/image", new Form().file("file", new byte[51])),
                413,
                "PAYLOAD_TOO_LARGE"))
        .isEqualTo("The part file[0] is larger than the limit of 50 bytes.");
  }
}
