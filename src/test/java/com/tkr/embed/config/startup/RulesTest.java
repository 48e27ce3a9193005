package com.tkr.embed.config.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
  private static final String GOOD = "oBf7WPbcpn1sVd8uTqGkZx2LhJmR4yEa";
  private static final String ADVICE =
      " with a random value of 32 characters or more (./deploy.sh config key prints one)";

  @TempDir Path folder;
  private Given given;

  @BeforeEach
  void begin() {
    given = new Given(folder);
  }

  private Given production() {
    return given.variable("EMBEDDING_ENV", "production").variable("EMBEDDING_DATA_DIR", "data");
  }

  @Test
  void production_needs_a_key() {
    assertThat(production().problems())
        .containsExactly("production: there is no API key: set EMBEDDING_API_KEY" + ADVICE);
    assertThat(given.variable("EMBEDDING_API_KEY", GOOD).problems()).isEmpty();
  }

  @Test
  void production_leaves_it_to_the_server_whether_stored_keys_are_enough() {
    assertThat(production().file("data/keys.mv.db", "").problems()).isEmpty();
  }

  @Test
  void a_key_that_cannot_be_read_is_told_once() {
    assertThat(production().variable("EMBEDDING_API_KEY", "file:nowhere").problems()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "your-secure-api-key-here",
        "your-master-key",
        "your-api-key",
        "your-key",
        "your-secure-api-key-here-and-much-longer-than-before",
        "CHANGEME-CHANGEME-CHANGEME-CHANGEME",
        "0123456789abcdef0123456789abcdef"
      })
  void production_refuses_keys_that_everybody_knows(String key) {
    assertThat(production().variable("EMBEDDING_API_KEY", key).problems())
        .containsExactly(
            "production: EMBEDDING_API_KEY is weak: it is a sample that everybody knows; replace it"
                + ADVICE);
  }

  @Test
  void production_refuses_short_and_regular_keys_the_previous_one_too() {
    production().file("config.yaml", "security:\n  previous_api_key: " + "ab".repeat(20));
    assertThat(given.variable("EMBEDDING_API_KEY", GOOD.substring(1)).problems())
        .containsExactly(
            "production: EMBEDDING_API_KEY is weak: it has 31 characters; replace it" + ADVICE,
            "production: config.yaml:2: security.previous_api_key is weak: it has only 2 different"
                + " characters; replace it"
                + ADVICE);
  }

  @Test
  void production_refuses_what_opens_it_to_everybody() {
    production().variable("EMBEDDING_API_KEY", GOOD).variable("EMBEDDING_DEBUG", "true");
    given.variable("EMBEDDING_REQUIRE_API_KEY", "false");
    given.variable("EMBEDDING_CORS_ORIGINS", "https://a.example,*");
    assertThat(given.problems())
        .containsExactly(
            "production: EMBEDDING_DEBUG is on: turn debug off, or set EMBEDDING_ENV=development",
            "production: EMBEDDING_REQUIRE_API_KEY lets everybody in: leave it out, or set"
                + " EMBEDDING_ENV=development",
            "production: EMBEDDING_CORS_ORIGINS lets every web page call the server: list the"
                + " origins of your own pages");
  }

  @Test
  void development_warns_when_others_reach_it_without_a_key() {
    given.variable("EMBEDDING_HOST", "0.0.0.0");
    assertThat(given.problems()).isEmpty();
    assertThat(given.read().warnings())
        .containsExactly(
            "EMBEDDING_HOST: whoever reaches 0.0.0.0 may embed without a key: set"
                + " EMBEDDING_ENV=production, or security.require_api_key: true");
    assertThat(given.variable("EMBEDDING_REQUIRE_API_KEY", "true").read().warnings()).isEmpty();
  }

  @Test
  void development_allows_what_production_does_not() {
    given.variable("EMBEDDING_API_KEY", "your-key").variable("EMBEDDING_DEBUG", "true");
    given.variable("EMBEDDING_CORS_ORIGINS", "*");
    assertThat(given.problems()).isEmpty();
    assertThat(given.read().warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "EMBEDDING_API_KEY, file:",
    "EMBEDDING_PEPPER, file:",
    "EMBEDDING_TLS_KEY, ''",
    "EMBEDDING_TLS_KEYSTORE, ''"
  })
  void a_secret_that_every_user_can_read_is_warned_of(String variable, String prefix)
      throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), GOOD + "\n");
    given.variable(variable, prefix + file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(given.read().warnings())
        .containsExactly(
            variable + ": every user can read the secret in " + file + ": chmod 600 " + file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(given.read().warnings()).isEmpty();
  }

  @Test
  void tls_is_whole_or_absent() {
    given.file("config.yaml", "server:\n  tls:\n    certificate: a.pem\n");
    assertThat(given.problems())
        .containsExactly(
            "config.yaml:3: server.tls.certificate: server.tls.certificate needs server.tls.key"
                + " beside it");
    given.variable("EMBEDDING_TLS_KEY", "k.pem").variable("EMBEDDING_TLS_KEYSTORE", "s.p12");
    assertThat(given.problems())
        .containsExactly(
            "EMBEDDING_TLS_KEYSTORE: server.tls.keystore stands instead of server.tls.certificate:"
                + " set one of both",
            "EMBEDDING_TLS_KEYSTORE: server.tls.keystore needs server.tls.keystore_password");
  }

  @Test
  void http_and_https_need_a_port_each() {
    given.file(
        "config.yaml", "server:\n  tls:\n    port: 8000\n    certificate: a.pem\n    key: k.pem\n");
    assertThat(given.problems())
        .containsExactly(
            "config.yaml:3: server.tls.port: HTTPS and HTTP cannot both have port 8000");
    given.variable("EMBEDDING_PORT", "8443").variable("EMBEDDING_TLS_PORT", "8443");
    assertThat(given.problems())
        .containsExactly("EMBEDDING_TLS_PORT: HTTPS and HTTP cannot both have port 8443");
  }

  @Test
  void without_a_certificate_the_port_of_https_is_nobodys() {
    assertThat(given.variable("EMBEDDING_PORT", "8443").problems()).isEmpty();
  }

  @Test
  void https_that_nobody_can_speak_is_warned_of() {
    assertThat(given.variable("EMBEDDING_REQUIRE_HTTPS", "true").read().warnings()).hasSize(1);
    assertThat(given.variable("EMBEDDING_TRUSTED_PROXIES", "10.0.0.1").read().warnings()).isEmpty();
  }
}
