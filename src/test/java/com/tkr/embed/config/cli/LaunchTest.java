package com.tkr.embed.config.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.config.settings.Given;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchTest {
  @TempDir Path folder;
  private Given given;

  @BeforeEach
  void begin() {
    given = new Given(folder);
    given.variable("EMBEDDING_DATA_DIR", folder.resolve("my data").toString());
  }

  private List<String> written(String name) throws IOException {
    new Launch(given.read(), folder.resolve("run")).write();
    return Files.readAllLines(folder.resolve("run").resolve(name));
  }

  @Test
  void the_platform_listens_where_the_settings_say() throws IOException {
    given.file("config.yaml", "server:\n  host: '::1'\n  port: 8001\n  drain_seconds: 10\n");
    assertThat(written("payara.options"))
        .containsExactly("--port", "8001", "--shutdowngrace", "100000");
    assertThat(written("pre-boot.asadmin"))
        .last()
        .asString()
        .isEqualTo(
            "set configs.config.server-config.network-config.network-listeners"
                + ".network-listener.http-listener.address=::1");
    assertThat(written("address")).containsExactly("http://[::1]:8001");
  }

  @Test
  void every_address_is_looked_for_on_this_machine() throws IOException {
    given.variable("EMBEDDING_HOST", "0.0.0.0");
    assertThat(written("address")).containsExactly("http://127.0.0.1:8000");
  }

  @Test
  void the_shipped_commands_hold() throws IOException {
    assertThat(written("pre-boot.asadmin"))
        .containsAll(Files.readAllLines(Path.of("payara-config/pre-boot.asadmin")));
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
