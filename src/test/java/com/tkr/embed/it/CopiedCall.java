package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tkr.embed.testing.PythonOracle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs what the console shows to be copied, as a visitor would: in a folder, with no more than an
 * API key in its environment.
 */
record CopiedCall(Path folder, String key) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path NODE = Path.of("/usr/bin/node");
  private static final String IMPORTS =
      "import java.net.*; import java.net.http.*; import java.nio.file.*; import java.util.*;\n";

  /** Whether this machine can run JavaScript. */
  static boolean hasNode() {
    return Files.isExecutable(NODE);
  }

  /** The whole answer of a call for a shell. */
  JsonNode curl(String call) {
    return output(List.of("bash", "-c", call));
  }

  /** The vector of a call for Python. */
  JsonNode python(String call) {
    Path script = script("call.py", call + "\nimport json\nprint(json.dumps(vector))\n");
    return output(List.of(PythonOracle.python().toString(), script.toString()));
  }

  /** The vector of a call for JavaScript. */
  JsonNode javaScript(String call) {
    Path script = script("call.mjs", call + "\nconsole.log(JSON.stringify(vector));\n");
    return output(List.of(NODE.toString(), script.toString()));
  }

  /** The whole answer of a call for Java. */
  JsonNode java(String call) {
    String program =
        "class Call { public static void main(String[] args) throws Exception {\n"
            + call
            + "\nSystem.out.println(response.body()); } }\n";
    Path script = script("Call.java", IMPORTS + program);
    Path java = Path.of(System.getenv("COMPILING_JAVA_HOME"), "bin", "java");
    return output(List.of(java.toString(), script.toString()));
  }

  private Path script(String name, String content) {
    try {
      return Files.writeString(folder.resolve(name), content).toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode output(List<String> command) {
    Path told = folder.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(told.toFile());
    builder.environment().putAll(Map.of("TKR_EMBED_KEY", key));
    try {
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes());
      int code = process.waitFor();
      assertThat(code).as(() -> command + ": " + said + read(told)).isZero();
      return MAPPER.readTree(said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
