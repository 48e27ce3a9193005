package com.tkr.embed.config.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tkr.embed.config.settings.Catalogue;
import com.tkr.embed.config.startup.Given;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private static final String KEY = "oBf7WPbcpn1sVd8uTqGkZx2LhJmR4yEa";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir Path folder;
  private Given given;

  @BeforeEach
  void begin() {
    given = new Given(folder);
  }

  private int run(String... words) {
    return new Main(print(out), print(err)).run(List.of(words), given.read());
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @Test
  void check_is_silent_when_nothing_is_wrong() {
    assertThat(run("check")).isZero();
    assertThat(out.toString() + err).isEmpty();
  }

  @Test
  void check_tells_problems_and_ends_with_78() {
    given.variable("EMBEDDING_PROT", "1");
    assertThat(run("check")).isEqualTo(78);
    assertThat(err).hasToString("EMBEDDING_PROT: is no setting; did you mean EMBEDDING_PORT?\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/no/such/checkpoint", "~/no-such-checkpoint", "no-such-model"})
  void check_tells_a_model_that_is_not_there(String path) {
    given.variable("EMBEDDING_MODEL_PATH", path);
    assertThat(run("check")).isEqualTo(78);
    assertThat(err.toString()).startsWith("EMBEDDING_MODEL_PATH=" + path + ": ").hasLineCount(1);
  }

  /** Else it is fetched by the start. */
  @Test
  void check_tells_a_model_of_the_hub_that_may_not_be_fetched() {
    given.variable("EMBEDDING_MODEL_PATH", "Nobody/no-such-model");
    assertThat(ModelCheck.problem(given.read(), Map.of("HF_HUB_OFFLINE", "1")))
        .hasValueSatisfying(
            line -> assertThat(line).startsWith("EMBEDDING_MODEL_PATH=Nobody/no-such-model: "));
    assertThat(ModelCheck.problem(given.read(), Map.of())).isEmpty();
  }

  @Test
  void check_tells_what_a_checkpoint_lacks() throws IOException {
    given.variable("EMBEDDING_MODEL_PATH", folder.toString());
    for (String name : List.of("config.json", "tokenizer.json", "model.safetensors")) {
      assertThat(run("check")).isEqualTo(78);
      Files.createFile(folder.resolve(name));
    }
    assertThat(err.toString().lines())
        .map(line -> line.replace(folder.toString(), "F"))
        .containsExactly(
            "EMBEDDING_MODEL_PATH=F: there is no config.json that can be read in F",
            "EMBEDDING_MODEL_PATH=F: there is no tokenizer.json that can be read in F",
            "EMBEDDING_MODEL_PATH=F: there are no safetensors files in F");
    assertThat(run("check")).isZero();
  }

  @Test
  void check_tells_that_production_has_no_model_and_a_certificate_is_nowhere() {
    given.variable("EMBEDDING_ENV", "production").variable("EMBEDDING_API_KEY", KEY);
    given.variable("EMBEDDING_TLS_CERTIFICATE", "/no/such/certificate.pem");
    given.variable("EMBEDDING_TLS_KEY", "/no/such/key.pem");
    assertThat(run("check")).isEqualTo(78);
    assertThat(err.toString())
        .contains("production: no model is named")
        .contains("/no/such/certificate.pem")
        .hasLineCount(2);
  }

  @Test
  void warnings_do_not_stop_anything() {
    given.variable("EMBEDDING_HOST", "0.0.0.0");
    assertThat(run("check")).isZero();
    assertThat(err.toString()).startsWith("warning: EMBEDDING_HOST: ");
  }

  @Test
  void show_has_a_line_for_every_setting_and_no_secret() {
    given.variable("EMBEDDING_API_KEY", KEY);
    given.file("config.yaml", "server:\n  port: 8001\n");
    assertThat(run("show")).isZero();
    List<String> lines = out.toString().lines().map(line -> line.replaceAll(" +", " ")).toList();
    assertThat(lines)
        .hasSize(Catalogue.ALL.size())
        .contains(
            "server.port 8001 config.yaml:2",
            "server.host 127.0.0.1 default",
            "security.api_key *** EMBEDDING_API_KEY",
            "security.pepper - not set");
    assertThat(out.toString()).doesNotContain(KEY);
  }

  @Test
  void show_is_json_when_asked() throws IOException {
    given.variable("EMBEDDING_API_KEY", KEY).variable("EMBEDDING_LOG_FILE", "/a \"b\"\\ü");
    assertThat(run("show", "--json")).isZero();
    JsonNode settings = new ObjectMapper().readTree(out.toString()).path("settings");
    assertThat(settings).hasSize(Catalogue.ALL.size());
    assertThat(settings.findValuesAsText("path")).contains("security.api_key", "server.port");
    assertThat(settings.findValuesAsText("value")).contains("***", "8000", "/a \"b\"\\ü");
    assertThat(out.toString()).doesNotContain(KEY);
  }

  @Test
  void key_prints_a_new_key_that_production_takes() {
    assertThat(run("key")).isZero();
    String key = out.toString().strip();
    given.variable("EMBEDDING_ENV", "production").variable("EMBEDDING_API_KEY", key);
    given.variable("EMBEDDING_MODEL_PATH", "demo");
    assertThat(key).hasSize(43);
    assertThat(run("check")).isZero();
    out.reset();
    run("key");
    assertThat(out.toString().strip()).isNotEqualTo(key);
  }

  @Test
  void help_is_printed_when_asked_and_when_the_words_are_wrong() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("./deploy.sh config COMMAND");
    assertThat(run("shwo")).isEqualTo(64);
    assertThat(run()).isEqualTo(64);
    assertThat(err.toString()).contains("./deploy.sh config COMMAND");
  }
}
