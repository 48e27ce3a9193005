package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.testing.PythonOracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Schemathesis, with every check, against what the document promises. {@code
 * -Dschemathesis.examples=200} runs more than the suite does.
 */
@ExtendWith(KeyedServer.class)
@ResourceLock(KeyedServer.LOCK)
class SchemathesisIT {
  private static final int MINUTES = 40;
  private static final Path CONFIG = Path.of("src/test/python/schemathesis.toml").toAbsolutePath();

  /** It keeps what it found in the folder that it runs in. */
  private static final Path FOLDER = Path.of("target", "it").toAbsolutePath();

  /** Of the suite; the full run takes minutes. */
  private static final String EXAMPLES = System.getProperty("schemathesis.examples", "15");

  /** What answers 503 to all others while it works, and is therefore asked alone. */
  private static final String LOAD = "loadModel";

  /** What starts processes, the last of which is cancelled. */
  private static final String TASK = "startTask";

  private final Server server;

  SchemathesisIT(Server server) {
    this.server = server;
  }

  @Test
  void every_operation_keeps_its_promises() throws Exception {
    run("operations", "--exclude-operation-id", LOAD, "--exclude-operation-id", TASK);
  }

  @Test
  void the_load_keeps_its_promises() throws Exception {
    run("load", "--include-operation-id", LOAD);
  }

  @Test
  void a_task_keeps_its_promises() throws Exception {
    run("task", "--include-operation-id", TASK);
    Http http = new Http(server);
    http.send(
        http.request("/admin/models/task").DELETE().header("X-API-Key", KeyedServer.MASTER_KEY));
  }

  private void run(String name, String... selection) throws IOException, InterruptedException {
    Path log = FOLDER.resolve("schemathesis-" + name + ".log");
    List<String> command = new ArrayList<>();
    command.add(PythonOracle.python().resolveSibling("schemathesis").toString());
    command.addAll(List.of("--config-file", CONFIG.toString()));
    command.addAll(
        List.of("run", server.uri("/openapi?format=JSON").toString(), "--checks", "all"));
    command.addAll(List.of("--header", "X-API-Key: " + KeyedServer.MASTER_KEY));
    command.addAll(List.of("--max-examples", EXAMPLES, "--generation-database", "none"));
    command.addAll(List.of("--no-color", "--seed", "1"));
    command.addAll(List.of(selection));
    Process process =
        new ProcessBuilder(command)
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }
}
