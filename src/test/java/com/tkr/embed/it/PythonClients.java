package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Clients in a Python of their own, below {@code target/clients}.
 *
 * @param name of its folder, and of the files that keep what was printed
 * @param requirements what it has, each file by its hash
 */
record PythonClients(String name, String requirements) {
  private static final int MINUTES = 20;
  private static final Path FOLDER = Path.of("target", "clients").toAbsolutePath();

  /** Does what is missing: nothing, where the list is as it was. */
  void install() throws IOException, InterruptedException {
    Files.createDirectories(FOLDER);
    run(
        "install",
        Map.of(),
        List.of("src/main/python/environment.sh", FOLDER.resolve(name).toString(), requirements));
  }

  /**
   * Runs tests of {@code src/test/python/clients}, of which none may fail.
   *
   * @param tests for pytest
   * @return the rows of the table of clients that they are
   */
  List<String> check(ClientServers servers, String... tests)
      throws IOException, InterruptedException {
    Path table = FOLDER.resolve(name + "-table.md");
    List<String> command = new ArrayList<>();
    command.add(FOLDER.resolve(name).resolve("bin/python").toString());
    command.addAll(List.of("-m", "pytest", "-p", "no:cacheprovider", "-rs", "--tb=short"));
    command.add("-Wignore::pytest.PytestDeprecationWarning");
    command.addAll(List.of("--table", table.toString()));
    command.addAll(List.of(tests));
    run("clients", servers.environment(), command);
    return Files.readAllLines(table);
  }

  private void run(String step, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path log = FOLDER.resolve(name + "-" + step + ".log");
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
