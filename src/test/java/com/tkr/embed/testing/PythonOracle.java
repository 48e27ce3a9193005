package com.tkr.embed.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the scripts of {@code src/test/python}. The Python is the one that {@code TKR_EMBED_PYTHON}
 * (property or environment) names, else the build's own; one that lacks a package of {@code
 * requirements.txt} fails the test.
 */
public final class PythonOracle {
  private static final Path SCRIPTS = Path.of("src/test/python");

  private PythonOracle() {}

  /** Runs a script to its end. */
  public static void run(String script, Object... arguments) {
    List<String> command =
        new ArrayList<>(List.of(python().toString(), SCRIPTS.resolve(script).toString()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", command) + " failed:\n" + output);
      }
    } catch (IOException e) {
      throw new AssertionError("No Python to run " + script + " with: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The Python, beside which its packages' programs lie. */
  public static Path python() {
    String named = System.getProperty("TKR_EMBED_PYTHON", System.getenv("TKR_EMBED_PYTHON"));
    boolean isNamed = named != null && !named.isBlank();
    return Path.of(isNamed ? named : "target/python/bin/python3").toAbsolutePath();
  }
}
