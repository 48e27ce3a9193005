package com.tkr.embed.config.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators are told, word for word. */
class ProblemsTest {
  @TempDir Path folder;
  private Given given;

  @BeforeEach
  void begin() {
    given = new Given(folder);
  }

  private List<String> problemsOf(String yaml) {
    return given.file("config.yaml", yaml).problems();
  }

  @Test
  void all_are_told_at_once() {
    given.variable("EMBEDDING_RATE_LIMIT_RMP", "60").variable("EMBEDDING_THREADS", "many");
    given.property("embedding.prot", "1");
    String yaml =
        """
        sever:
          port: 8000
        server:
          port: 80000
          hots: localhost
        model:
          port: 1
          device: tpu
        security:
          jwt:
            public_key_file: a
        debug: yes
        """;
    assertThat(problemsOf(yaml))
        .containsExactly(
            "config.yaml:1: sever is no setting; did you mean server?",
            "config.yaml:5: server.hots is no setting; did you mean server.host?",
            "config.yaml:7: model.port is no setting; did you mean server.port?",
            "config.yaml:11: security.jwt.public_key_file is no setting; did you mean"
                + " security.jwt.public_key?",
            "config.yaml:4: server.port = 80000: expected a whole number from 1 to 65535",
            "config.yaml:8: model.device = tpu: expected one of auto, cpu, gpu",
            "config.yaml:12: debug = yes: expected true or false",
            "EMBEDDING_RATE_LIMIT_RMP: is no setting; did you mean EMBEDDING_RATE_LIMIT_RPM?",
            "EMBEDDING_THREADS: model.threads = many: expected a whole number from 0 to 1024",
            "embedding.prot: is no setting; did you mean embedding.port?");
  }

  @Test
  void a_name_like_no_other_is_told_with_where_to_look() {
    assertThat(problemsOf("monitoring:\n  something_else_entirely: 1\n"))
        .containsExactly(
            "config.yaml:2: monitoring.something_else_entirely is no setting; ./deploy.sh"
                + " config show lists all");
  }

  @Test
  void secrets_are_never_in_them() {
    given.variable("EMBEDDING_API_KEY", "verysecret\u0007");
    String yaml =
        """
        security:
          pepper: "verysecret\\a"
          database:
            url: jdbc:postgresql://u:verysecret@db/keys
        """;
    assertThat(problemsOf(yaml))
        .containsExactly(
            "config.yaml:2: security.pepper (its value is not shown): expected one line of text, or"
                + " file: and a path",
            "config.yaml:4: security.database.url (its value is not shown): expected a JDBC URL"
                + " of PostgreSQL (jdbc:postgresql://...) without a password",
            "EMBEDDING_API_KEY: security.api_key (its value is not shown): expected one line of"
                + " text, or file: and a path");
    assertThat(problemsOf("security:\n  api_key: *verysecret\n").get(0))
        .isEqualTo("config.yaml:2: is not YAML: found undefined alias");
  }

  @Test
  void a_reference_is_told_as_it_is_written() {
    given.variable("SECRET", "verysecret");
    assertThat(problemsOf("server:\n  port: ${SECRET}\n  host: ${NOWHERE}\n"))
        .containsExactly(
            "config.yaml:2: server.port = ${SECRET}: expected a whole number from 1 to 65535",
            "config.yaml:3: server.host: the environment variable NOWHERE is not set");
  }

  @Test
  void a_secrets_file_must_be_there_and_hold_a_line() {
    given.file("empty", "\n").file("two", "a\nb\n").file("large", "x".repeat(1 << 17));
    given.variable("EMBEDDING_API_KEY", "file:nowhere");
    given.variable("EMBEDDING_PREVIOUS_API_KEY", "file:large");
    String yaml = "security:\n  pepper: file:empty\n  database: {password: 'file:two'}\n";
    assertThat(problemsOf(yaml))
        .containsExactly(
            "config.yaml:2: security.pepper: the file empty must hold one line",
            "config.yaml:3: security.database.password (its value is not shown): expected one line"
                + " of text, or file: and a path",
            "EMBEDDING_API_KEY: security.api_key: the file nowhere cannot be read",
            "EMBEDDING_PREVIOUS_API_KEY: security.previous_api_key: the file large must hold one"
                + " line");
  }

  @Test
  void what_is_no_yaml_is_one_line() {
    assertThat(problemsOf("server:\n\tport: 1\n"))
        .containsExactly(
            "config.yaml:2: is not YAML: found character '\\t(TAB)' that cannot start any token."
                + " (Do not use \\t(TAB) for indentation)");
    assertThat(problemsOf("server: [1\n")).hasSize(1);
    assertThat(problemsOf("debug: true\n---\ndebug: false\n"))
        .containsExactly("config.yaml:3: a second document begins: only one is read");
    assertThat(given.file("config.yaml", new byte[] {'a', ':', ' ', (byte) 0xE4}).problems())
        .containsExactly("config.yaml: is not UTF-8");
    assertThat(problemsOf("#".repeat(1 << 21)))
        .containsExactly("config.yaml: is larger than 1048576 bytes");
  }

  @Test
  void a_bomb_of_aliases_is_refused_quickly() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 60; i++) {
      String before = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s,%s]\n".formatted(i, i, before, before));
    }
    assertThat(problemsOf(bomb.toString()))
        .singleElement()
        .asString()
        .startsWith("config.yaml: is not YAML: Number of aliases");
  }

  @Test
  void wrong_kinds_of_value_are_told() {
    String yaml =
        """
        server: 8000
        model:
          device: [cpu]
          threads: {a: 1}
        debug: true
        debug: false
        rate_limit:
          rpm: 3
        """;
    assertThat(problemsOf(yaml))
        .containsExactly(
            "config.yaml:1: server: expected names with values below it",
            "config.yaml:3: model.device: expected one of auto, cpu, gpu, not a list",
            "config.yaml:4: model.threads: expected a whole number from 0 to 1024, not a section",
            "config.yaml:6: debug stands in the file twice",
            "config.yaml:8: rate_limit.rpm is no setting; ./deploy.sh config show lists all");
    assertThat(problemsOf("- a\n"))
        .containsExactly("config.yaml:1: the file: expected names with values below it");
    assertThat(problemsOf("? [a]\n: b\n"))
        .containsExactly("config.yaml:1: a name must be one word");
  }

  @Test
  void a_named_file_must_be_there() {
    assertThat(given.variable("EMBEDDING_CONFIG", "nowhere.yaml").problems())
        .containsExactly("EMBEDDING_CONFIG=nowhere.yaml: there is no such file");
  }

  @Test
  void the_file_for_development_may_not_say_that_this_is_production() {
    given.file("config.dev.yaml", "environment: production\n");
    given.variable("EMBEDDING_API_KEY", "oBf7WPbcpn1sVd8uTqGkZx2LhJmR4yEa");
    assertThat(given.problems())
        .containsExactly(
            "config.dev.yaml:1: environment: production belongs in a config.yaml, not in this"
                + " file");
  }

  @Test
  void what_kubernetes_sets_beside_a_service_named_embedding_is_no_mistake() {
    given.variable("EMBEDDING_SERVICE_HOST", "10.0.0.1");
    given.variable("EMBEDDING_PORT_8000_TCP_ADDR", "10.0.0.1");
    assertThat(given.problems()).isEmpty();
    assertThat(given.variable("EMBEDDING_PORT", "tcp://10.0.0.1:8000").problems())
        .containsExactly(
            "EMBEDDING_PORT: server.port = tcp://10.0.0.1:8000: expected a whole number from 1 to"
                + " 65535. Kubernetes sets this for a Service of that name: say"
                + " enableServiceLinks: false in the pod's spec, or give the Service another name");
  }

  /** Those of the Services embedding, embedding-cache, embedding-service and embedding-tls. */
  @ParameterizedTest
  @CsvSource({
    "EMBEDDING_SERVICE_PORT,8000",
    "EMBEDDING_SERVICE_PORT_HTTP,8000",
    "EMBEDDING_PORT_8000_TCP,tcp://10.0.0.1:8000",
    "EMBEDDING_PORT_8000_TCP_PROTO,tcp",
    "EMBEDDING_PORT_53_UDP_PORT,53",
    "EMBEDDING_CACHE_SERVICE_HOST,10.0.0.1",
    "EMBEDDING_CACHE_PORT,tcp://10.0.0.1:6379",
    "EMBEDDING_CACHE_PORT_6379_TCP_ADDR,10.0.0.1",
    "EMBEDDING_SERVICE_SERVICE_PORT,80",
    "EMBEDDING_SERVICE_PORT,tcp://10.0.0.1:80",
    "EMBEDDING_TLS_SERVICE_HOST,fd00::1"
  })
  void what_kubernetes_sets_beside_services_that_begin_with_it_is_none(String name, String value) {
    assertThat(given.variable(name, value).problems()).isEmpty();
  }

  @Test
  void what_the_build_reads_is_none() {
    assertThat(given.variable("EMBEDDING_GPU", "cuda").problems()).isEmpty();
    assertThat(given.variable("EMBEDDING_GPUS", "cuda").problems()).hasSize(1);
  }

  @Test
  void what_only_looks_like_it_is_a_mistake() {
    given.variable("EMBEDDING_CACHE_PORT", "6379").variable("EMBEDDING_SERVICE_HOTS", "10.0.0.1");
    assertThat(given.problems()).hasSize(2);
  }

  @Test
  void a_service_named_like_any_other_setting_is_told_too() {
    assertThat(given.variable("EMBEDDING_TLS_PORT", "udp://[fd00::1]:80").problems())
        .singleElement()
        .asString()
        .contains("enableServiceLinks: false");
    given.file("config.yaml", "server:\n  port: tcp://10.0.0.1:8000\n");
    assertThat(given.problems().get(0)).doesNotContain("enableServiceLinks");
  }
}
