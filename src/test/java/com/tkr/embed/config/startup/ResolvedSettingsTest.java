package com.tkr.embed.config.startup;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.config.settings.Catalogue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds, and where it comes from. */
class ResolvedSettingsTest {
  @TempDir Path folder;
  private Given given;

  @BeforeEach
  void begin() {
    given = new Given(folder);
  }

  @Test
  void without_anything_the_defaults_hold() {
    ResolvedSettings settings = given.read();
    assertThat(settings.problems()).isEmpty();
    assertThat(settings.warnings()).isEmpty();
    assertThat(value(settings, "server.port")).contains("8000");
    assertThat(value(settings, "server.data_dir")).contains("/home/user/.local/share/tkr-embed");
    assertThat(value(settings, "security.api_key")).isEmpty();
  }

  @Test
  void a_property_beats_a_variable_beats_the_file_beats_the_default() {
    given.file("config.yaml", "server:\n  port: 8001\n  host: '::1'\n  drain_seconds: 3\n");
    given.variable("EMBEDDING_PORT", "8002").variable("EMBEDDING_DRAIN_SECONDS", "4");
    given.property("embedding.port", "8003");
    ResolvedSettings settings = given.read();
    assertThat(settings.problems()).isEmpty();
    assertValue(settings, "server.port", "8003 from -Dembedding.port");
    assertValue(settings, "server.drain_seconds", "4 from EMBEDDING_DRAIN_SECONDS");
    assertValue(settings, "server.host", "::1 from config.yaml:3");
    assertValue(settings, "server.slow_client_seconds", "20 from default");
  }

  @Test
  void the_seeds_file_is_read_word_for_word() throws IOException {
    given.file("config.yaml", resource("/settings/seed.yaml"));
    given.variable("EMBEDDING_API_KEY", "oBf7WPbcpn1sVd8uTqGkZx2LhJmR4yEa");
    ResolvedSettings settings = given.read();
    assertThat(settings.problems()).isEmpty();
    assertThat(value(settings, "environment")).contains("production");
    assertThat(value(settings, "server.host")).contains("0.0.0.0");
    assertThat(value(settings, "model.model_path"))
        .contains("OpenSearch-AI/Ops-MM-embedding-v1-7B");
    assertThat(value(settings, "security.require_api_key")).contains("true");
    assertThat(value(settings, "rate_limit.requests_per_hour")).contains("1000");
    assertThat(value(settings, "cache.max_size")).contains("1000");
    assertThat(settings.layer(Layer.FILE)).hasSize(14);
  }

  @Test
  void the_first_file_is_read_and_it_alone() {
    given.file("payara-config/config.yaml", "server: {port: 1}");
    assertThat(value(given.read(), "server.port")).contains("1");
    given.file("payara-config/config.dev.yaml", "server: {port: 2}");
    assertThat(value(given.read(), "server.port")).contains("2");
    given.file("config.yaml", "server: {port: 3}");
    assertThat(value(given.read(), "server.port")).contains("3");
    given.file("config.dev.yaml", "debug: true");
    assertThat(value(given.read(), "server.port")).contains("8000");
    given
        .file("elsewhere.yaml", "server: {port: 5}")
        .variable("EMBEDDING_CONFIG", "elsewhere.yaml");
    assertThat(value(given.read(), "server.port")).contains("5");
  }

  @Test
  void production_passes_over_the_file_for_development() {
    given.file("config.dev.yaml", "server: {port: 1}");
    given.file("payara-config/config.yaml", "server: {port: 2}");
    given.variable("EMBEDDING_ENV", "Production");
    assertThat(value(given.read(), "server.port")).contains("2");
  }

  @Test
  void a_file_may_say_that_this_is_production_and_the_environment_may_say_otherwise() {
    given.file("config.yaml", "environment: production\n");
    assertThat(value(given.read(), "environment")).contains("production");
    assertThat(value(given.variable("EMBEDDING_ENV", "testing").read(), "environment"))
        .contains("testing");
  }

  @Test
  void lists_are_lists_or_have_commas() {
    String list = "server:\n  cors_origins: [https://a.example, http://b.example]\n";
    assertThat(value(given.file("config.yaml", list).read(), "server.cors_origins"))
        .contains("https://a.example,http://b.example");
    String commas = "server:\n  cors_origins: https://a.example, http://b.example\n";
    assertThat(value(given.file("config.yaml", commas).read(), "server.cors_origins"))
        .contains("https://a.example,http://b.example");
  }

  @Test
  void what_is_empty_is_not_set() {
    given.file("config.yaml", "server:\nmodel:\n  device:\nsecurity:\n  api_key: ''\n");
    given.variable("EMBEDDING_PORT", "").variable("EMBEDDING_CONFIG", " ");
    ResolvedSettings settings = given.read();
    assertThat(settings.problems()).isEmpty();
    assertThat(settings.layer(Layer.FILE)).isEmpty();
    assertThat(settings.layer(Layer.ENVIRONMENT)).isEmpty();
    assertThat(given.file("config.yaml", "# nothing\n").problems()).isEmpty();
    assertThat(given.file("config.yaml", "").problems()).isEmpty();
  }

  @Test
  void references_take_their_values_from_the_environment() {
    given.file(
        "config.yaml",
        "server:\n  port: ${PORT:8001}\n  host: ${HERE}\nlogging:\n  file: ${LOGS:/var}/a$${b}\n");
    given.variable("HERE", "localhost");
    ResolvedSettings settings = given.read();
    assertThat(settings.problems()).isEmpty();
    assertThat(value(settings, "server.port")).contains("8001");
    assertThat(value(settings, "server.host")).contains("localhost");
    assertThat(value(settings, "logging.file")).contains("/var/a${b}");
    assertThat(value(given.variable("PORT", "8002").read(), "server.port")).contains("8002");
  }

  @Test
  void a_secret_may_lie_in_a_file() {
    given.file("key", "a key with = and $\n").file("pepper", "p\r\n");
    given.file("config.yaml", "security:\n  pepper: file:${FOLDER}/pepper\n");
    given.variable("FOLDER", folder.toString()).variable("EMBEDDING_API_KEY", "file:key");
    ResolvedSettings settings = given.read();
    assertThat(settings.problems()).isEmpty();
    assertThat(value(settings, "security.api_key")).contains("a key with = and $");
    assertThat(value(settings, "security.pepper")).contains("p");
  }

  @Test
  void debug_makes_the_log_say_more_unless_its_level_is_set() {
    assertThat(value(given.variable("EMBEDDING_DEBUG", "true").read(), "logging.level"))
        .contains("DEBUG");
    assertThat(value(given.variable("EMBEDDING_LOG_LEVEL", "warning").read(), "logging.level"))
        .contains("WARNING");
  }

  private static Optional<String> value(ResolvedSettings settings, String path) {
    return settings.effective(Catalogue.atPath(path).orElseThrow()).map(SettingValue::value);
  }

  private static void assertValue(ResolvedSettings settings, String path, String expected) {
    SettingValue value = settings.effective(Catalogue.atPath(path).orElseThrow()).orElseThrow();
    assertThat(value.value() + " from " + value.place()).isEqualTo(expected);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ResolvedSettingsTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
