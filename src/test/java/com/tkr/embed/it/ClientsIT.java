package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The clients of other servers, unmodified, at pinned versions: {@code src/test/python/clients} has
 * a module for each. {@code -Dclients=openai} runs the modules of that name alone. The whole run
 * writes the table of the site.
 */
@ExtendWith(SharedClientServers.class)
class ClientsIT {
  private static final int MINUTES = 20;
  private static final String ONLY = System.getProperty("clients", "");
  private static final Path FOLDER = Path.of("target", "clients").toAbsolutePath();
  private static final Path TABLE = FOLDER.resolve("table.md");

  @BeforeAll
  static void install() throws Exception {
    Files.createDirectories(FOLDER);
    run(
        "install",
        Map.of(),
        List.of(
            "src/main/python/environment.sh",
            FOLDER.resolve("python").toString(),
            "src/test/python/requirements-clients.txt"));
  }

  @Test
  void every_client_finds_what_it_expects(ClientServers servers) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(FOLDER.resolve("python/bin/python").toString());
    command.addAll(
        List.of(
            "-m",
            "pytest",
            "-p",
            "no:cacheprovider",
            "-rs",
            "--tb=short",
            "-Wignore::pytest.PytestDeprecationWarning"));
    command.addAll(List.of("--table", TABLE.toString(), "-k", ONLY));
    command.add("src/test/python/clients");
    run("clients", servers.environment(), command);
    if (ONLY.isEmpty()) {
      ClientsTable.write("ClientsIT", Files.readAllLines(TABLE));
    }
  }

  private static void run(String name, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path log = FOLDER.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().put("HF_HOME", FOLDER.toString());
    Process process = builder.start();
    assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }
}
