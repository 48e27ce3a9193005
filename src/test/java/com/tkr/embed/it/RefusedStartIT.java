package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A WAR that is deployed with wrong settings ends its process, and says why. */
class RefusedStartIT {
  private static final int CONFIGURATION_ERROR = 78;

  @TempDir Path folder;

  /** The seed's file says that this is production. */
  @Test
  void an_unknown_name_and_a_missing_key_end_the_process() throws IOException {
    Path file = folder.resolve("config.yaml");
    try (InputStream seed = getClass().getResourceAsStream("/settings/seed.yaml")) {
      String text = new String(seed.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(file, text + "\ncahce:\n  enabled: false\n");
    }
    Server.Ended ended =
        Server.ended("refused-settings", Map.of("EMBEDDING_CONFIG", file.toString()));
    assertThat(ended.code()).isEqualTo(CONFIGURATION_ERROR);
    assertThat(ended.log())
        .contains(": cahce is no setting; did you mean cache?")
        .contains("production: there is no API key: set EMBEDDING_API_KEY")
        .contains("The server does not start; exit code 78");
  }

  /** Only the server can look into the store. */
  @Test
  void production_with_a_store_that_holds_no_key_ends_the_process() throws IOException {
    Files.createFile(folder.resolve("keys.mv.db"));
    Server.Ended ended =
        Server.ended(
            "refused-keyless",
            Map.of(
                "EMBEDDING_ENV", "production",
                "EMBEDDING_MODEL_PATH", "demo",
                "EMBEDDING_DATA_DIR", folder.toString()));
    assertThat(ended.code()).isEqualTo(CONFIGURATION_ERROR);
    assertThat(ended.log())
        .contains("production: there is no API key, and none is stored: set EMBEDDING_API_KEY")
        .contains("The server does not start; exit code 78")
        .doesNotContain("Loading tkr-embed-demo");
  }
}
