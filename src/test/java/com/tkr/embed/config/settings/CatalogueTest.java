package com.tkr.embed.config.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "EMBEDDING_ENV",
        "EMBEDDING_HOST",
        "EMBEDDING_PORT",
        "EMBEDDING_DEBUG",
        "EMBEDDING_MODEL_PATH",
        "EMBEDDING_QUANTIZATION",
        "EMBEDDING_DEVICE",
        "EMBEDDING_CACHE_DIR",
        "EMBEDDING_API_KEY",
        "EMBEDDING_REQUIRE_HTTPS",
        "EMBEDDING_CORS_ORIGINS",
        "EMBEDDING_CACHE_ENABLED",
        "EMBEDDING_CACHE_SIZE",
        "EMBEDDING_RATE_LIMIT_ENABLED",
        "EMBEDDING_RATE_LIMIT_RPM",
        "EMBEDDING_LOG_LEVEL",
        "EMBEDDING_LOG_FILE",
        "EMBEDDING_LOG_FORMAT",
        "EMBEDDING_DATA_DIR"
      })
  void the_seeds_variables_are_known(String variable) {
    assertThat(Catalogue.ofVariable(variable)).isPresent();
  }

  @Test
  void every_default_is_allowed_and_canonical() {
    for (Setting<?> setting : Catalogue.ALL) {
      setting
          .byDefault()
          .ifPresent(value -> assertThat(setting.type().canonical(value)).contains(value));
    }
  }

  @Test
  void no_secret_has_a_default() {
    assertThat(Catalogue.ALL)
        .filteredOn(Setting::secret)
        .hasSizeGreaterThan(4)
        .allMatch(setting -> setting.byDefault().isEmpty());
  }

  @Test
  void names_of_a_section_are_those_directly_below_it() {
    assertThat(Catalogue.names("server.tls"))
        .containsExactly("port", "certificate", "key", "keystore", "keystore_password");
    assertThat(Catalogue.names(""))
        .containsExactly(
            "environment",
            "debug",
            "server",
            "model",
            "security",
            "rate_limit",
            "cache",
            "logging",
            "monitoring");
    assertThat(Catalogue.isSection("server.tls")).isTrue();
    assertThat(Catalogue.isSection("server.t")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "server.port, 1, 1",
    "server.port, ' 65535 ', 65535",
    "server.port, 08000, 8000",
    "debug, TRUE, true",
    "model.device, CPU, cpu",
    "logging.level, debug, DEBUG",
    "server.cors_origins, 'https://a.example, http://localhost:3000',"
        + " 'https://a.example,http://localhost:3000'",
    "server.trusted_proxies, '10.0.0.0/8, ::1, fd00::/8', '10.0.0.0/8,::1,fd00::/8'",
    "server.host, ::, ::",
    "security.jwt.public_key, 'a\nb', 'a\nb'",
    "security.database.url, jdbc:postgresql://db/keys, jdbc:postgresql://db/keys"
  })
  void allowed_values_have_one_form(String path, String value, String canonical) {
    assertThat(type(path).canonical(value)).contains(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "server.port, 0",
    "server.port, 65536",
    "server.port, -1",
    "server.port, 8e3",
    "server.port, 99999999999999999999",
    "debug, yes",
    "debug, 1",
    "model.device, tpu",
    "server.host, 'a b'",
    "server.host, 'a;b'",
    "server.cors_origins, app.example",
    "server.cors_origins, https://a.example/path",
    "server.cors_origins, 'https://a.example,'",
    "server.trusted_proxies, 10.0.0.0/33",
    "server.trusted_proxies, 10.0.0.256",
    "server.trusted_proxies, proxy.example",
    "server.trusted_proxies, 10.0.0/8",
    "server.trusted_proxies, fd00::/129",
    "server.trusted_proxies, 10.0.0.1/",
    "server.trusted_proxies, 1",
    "server.trusted_proxies, /8",
    "server.trusted_proxies, dead.beef",
    "server.trusted_proxies, localhost",
    "server.data_dir, 'a\nb'",
    "security.database.url, jdbc:h2:mem:keys",
    "security.database.url, jdbc:postgresql://me:secret@db/keys",
    "security.database.url, jdbc:postgresql://db/keys?password=secret"
  })
  void other_values_are_refused(String path, String value) {
    assertThat(type(path).canonical(value)).isEmpty();
  }

  @Test
  void values_are_typed_as_json_has_them() {
    assertThat(type("server.port").json("8000")).isEqualTo(8000L);
    assertThat(type("debug").json("true")).isEqualTo(true);
    assertThat(type("server.cors_origins").json("http://a,http://b"))
        .isEqualTo(List.of("http://a", "http://b"));
  }

  private static ValueType<?> type(String path) {
    return Catalogue.atPath(path).orElseThrow().type();
  }
}
