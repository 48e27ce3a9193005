package com.tkr.embed.config.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.config.startup.Given;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchTest {
  @TempDir Path folder;
  private Given given;

  @BeforeEach
  void begin() throws IOException {
    given = new Given(folder);
    given.variable("EMBEDDING_DATA_DIR", folder.resolve("my data").toString());
    given.variable("EMBEDDING_RUN_DIR", folder.resolve("run").toString());
    given.variable("EMBEDDING_PORT", String.valueOf(freePort()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private List<String> written(String name) throws IOException {
    new Launch(given.read()).write();
    return Files.readAllLines(folder.resolve("run").resolve(name));
  }

  @Test
  void the_platform_listens_where_the_settings_say() throws IOException {
    String port = String.valueOf(freePort());
    given.variable("EMBEDDING_HOST", "::1").variable("EMBEDDING_PORT", port);
    assertThat(written("java.options"))
        .contains("\"-Dtkr.embed.host=::1\"", "\"-Dtkr.embed.port=" + port + "\"");
    assertThat(written("address")).containsExactly("http://[::1]:" + port);
  }

  @Test
  void every_address_is_looked_for_on_this_machine() throws IOException {
    given.variable("EMBEDDING_HOST", "0.0.0.0");
    assertThat(written("address")).singleElement().asString().startsWith("http://127.0.0.1:");
  }

  @Test
  void the_platform_is_told_all_that_its_configuration_asks_for() throws IOException {
    String domain = Files.readString(Path.of("payara-config/domain.xml"));
    Set<String> asked =
        Pattern.compile("\\$\\{(tkr\\.embed\\.[^}]*)}")
            .matcher(domain)
            .results()
            .map(result -> result.group(1))
            .collect(Collectors.toSet());
    String told = String.join("\n", written("java.options"));
    assertThat(asked).hasSize(7).allMatch(name -> told.contains("\"-D" + name + "="));
  }

  @Test
  void the_shipped_directives_for_the_compilers_are_in_the_run_folder() throws IOException {
    assertThat(written("compiler-directives.json"))
        .isEqualTo(Files.readAllLines(Path.of("payara-config/compiler-directives.json")))
        .isNotEmpty();
  }

  @Test
  void http_2_is_off_unless_it_is_asked_for() throws IOException {
    assertThat(written("java.options")).contains("\"-Dtkr.embed.http2=false\"");
    given.variable("EMBEDDING_HTTP2", "true");
    assertThat(written("java.options")).contains("\"-Dtkr.embed.http2=true\"");
  }

  @Test
  void idle_connections_are_kept_longer_than_load_balancers_keep_theirs() throws IOException {
    assertThat(written("java.options")).contains("\"-Dtkr.embed.keep-alive=75\"");
    given.variable("EMBEDDING_KEEP_ALIVE_SECONDS", "620");
    assertThat(written("java.options")).contains("\"-Dtkr.embed.keep-alive=620\"");
  }

  @Test
  void the_java_options_are_the_users_alone_and_quoted() throws IOException {
    assertThat(written("java.options"))
        .contains("\"-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("my data/native") + "\"");
    assertThat(Files.getPosixFilePermissions(folder.resolve("run/java.options")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(folder.resolve("my data")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void by_default_every_address_has_its_own_run_folder_with_the_data() {
    given.variable("EMBEDDING_RUN_DIR", "").variable("EMBEDDING_HOST", "::1");
    given.variable("EMBEDDING_PORT", "8001");
    assertThat(given.read().runFolder())
        .isEqualTo(folder.resolve("my data").resolve("run").resolve("__1-8001"));
  }

  @Test
  void a_folder_that_another_server_runs_in_is_left_alone() throws IOException {
    Path run = Files.createDirectory(folder.resolve("run"));
    try (RunFolder taken = RunFolder.take(run).orElseThrow()) {
      assertThatThrownBy(() -> written("address"))
          .hasMessage(
              "server.run_dir: another server runs in " + run + ": give each one of its own");
      assertThat(run).isDirectoryNotContaining(file -> !file.endsWith("lock"));
    }
    assertThat(written("address")).hasSize(1);
  }

  @Test
  void a_data_folder_that_another_server_runs_on_is_left_alone() throws IOException {
    Path data = Files.createDirectory(folder.resolve("my data"));
    try (RunFolder taken = RunFolder.take(data).orElseThrow()) {
      assertThatThrownBy(() -> written("address"))
          .isInstanceOfSatisfying(
              LaunchFailed.class, e -> assertThat(e.code()).isEqualTo(Failure.UNAVAILABLE))
          .hasMessage(
              "server.data_dir: another server runs in " + data + ": give each one of its own");
      assertThat(folder.resolve("run/address")).doesNotExist();
    }
    assertThat(written("data.folder")).containsExactly(data.toString());
  }

  @Test
  void every_start_calls_the_server_by_another_name() throws IOException {
    String first = written("instance").get(0);
    assertThat(Files.readString(folder.resolve("run").resolve("java.options")))
        .contains("-Dtkr.embed.instance=" + first);
    assertThat(written("instance")).doesNotContain(first);
  }

  @Test
  void the_first_log_lines_have_the_configured_level_and_form() throws IOException {
    String json =
        "java.util.logging.ConsoleHandler.formatter="
            + "fish.payara.enterprise.server.logging.JSONLogFormatter";
    assertThat(written("logging.properties")).contains("com.tkr.embed.level=INFO");
    assertThat(written("logging.properties")).doesNotContain(json);
    given.variable("EMBEDDING_LOG_FORMAT", "json").variable("EMBEDDING_DEBUG", "true");
    assertThat(written("logging.properties")).contains("com.tkr.embed.level=FINE", json);
  }
}
