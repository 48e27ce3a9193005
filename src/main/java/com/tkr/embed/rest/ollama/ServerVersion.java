package com.tkr.embed.rest.ollama;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The version of this server, as the description of its API has it. */
final class ServerVersion {
  private static final String FILE = "/META-INF/openapi.yaml";
  private static final String FIELD = "  version: ";

  private ServerVersion() {}

  /** That of {@code info.version}, the first version that the file names. */
  static String read() {
    try (InputStream in = ServerVersion.class.getResourceAsStream(FILE);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in, FILE), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> line.startsWith(FIELD))
          .map(line -> line.substring(FIELD.length()).strip())
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
