package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A folder that is made for another recipe: refused until it is not, which a reload notices. */
class RefusedModelIT {
  private static final Path DEMONSTRATION = Path.of("src/main/resources/demonstration");
  private static final Duration ENDS_WITHIN = Duration.ofMinutes(1);

  private static Path folder;
  private static Server server;
  private static Http http;

  @BeforeAll
  static void start() throws IOException {
    folder = Files.createDirectories(Path.of("target/it/refused-model").toAbsolutePath());
    for (String file :
        List.of("config.json", "embedding_profile.json", "model.safetensors", "tokenizer.json")) {
      Files.write(folder.resolve(file), Files.readAllBytes(DEMONSTRATION.resolve(file)));
    }
    Files.writeString(folder.resolve("adapter_config.json"), "{}");
    Files.writeString(
        Files.createDirectories(folder.resolve("1_Pooling")).resolve("config.json"),
        "{\"pooling_mode_mean_tokens\":true}");
    server =
        Server.start(
            "refused-recipe",
            Map.of("EMBEDDING_MODEL_PATH", folder.toString(), "EMBEDDING_ENV", "testing"),
            "/health/live");
    http = new Http(server);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.close();
  }

  @Test
  void each_contradiction_is_told_until_none_is_left() throws IOException {
    assertThat(end().get("reason").textValue())
        .contains("adapter_config.json", "EMBEDDING_IGNORE_ADAPTERS");
    assertThat(http.get("/health/ready").statusCode()).isEqualTo(503);
    Files.delete(folder.resolve("adapter_config.json"));
    assertThat(reloaded().get("reason").textValue())
        .contains("1_Pooling", "pooling_mode_mean_tokens is true");
    Files.delete(folder.resolve("1_Pooling/config.json"));
    assertThat(reloaded().get("status").textValue()).isEqualTo("healthy");
    assertThat(server.logged())
        .contains("made as those of tkr-embed-demo, told by its embedding_profile.json");
    Files.delete(folder.resolve("embedding_profile.json"));
    assertThat(reloaded().get("reason").textValue())
        .contains("nothing in it tells", "EMBEDDING_PROFILE", "gme-qwen2-vl");
  }

  private static JsonNode reloaded() {
    assertThat(http.postJson("/admin/model", "").statusCode()).isEqualTo(202);
    return end();
  }

  /** What /health says when nothing is loading any more. */
  private static JsonNode end() {
    Instant deadline = Instant.now().plus(ENDS_WITHIN);
    JsonNode health = Http.json(http.get("/health"));
    while (isUnderWay(health) && Instant.now().isBefore(deadline)) {
      health = Http.json(http.get("/health"));
    }
    return health;
  }

  /** While one model is closed and the next not begun, there is no reason to tell. */
  private static boolean isUnderWay(JsonNode health) {
    return !health.get("status").textValue().equals("healthy") && !health.has("reason");
  }
}
