package com.tkr.embed.embedding.watchdog;

import com.tkr.embed.config.settings.PrivateFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How often the engine died on an input: a text file, a heading and then a line {@code <hash>
 * <strikes>} each, the oldest first. The heading names the engine and model; strikes of another one
 * are forgotten. Bounded; not thread-safe.
 */
final class Strikes {
  private static final int MOST = 1000;
  private static final String HEADING = "tkr-embed strikes 1 ";

  private final Path path;
  private final String heading;
  private final Map<InputHash, Integer> counts = new LinkedHashMap<>();

  Strikes(Path path, String engine) {
    this.path = path;
    this.heading = HEADING + engine.replaceAll("\\s", " ");
  }

  /** Reads the file, if there is one; IOException when it is damaged. */
  void load() throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try {
      parse(Files.readAllLines(path));
    } catch (CharacterCodingException | IllegalArgumentException e) {
      counts.clear();
      throw new IOException("not a file of strikes", e);
    }
  }

  private void parse(List<String> lines) {
    if (lines.isEmpty() || !lines.get(0).startsWith(HEADING)) {
      throw new IllegalArgumentException("no heading");
    }
    if (lines.get(0).equals(heading)) {
      lines.stream().skip(1).map(line -> line.split(" ", 2)).forEach(this::put);
    }
  }

  private void put(String[] fields) {
    if (fields.length != 2) {
      throw new IllegalArgumentException("not two fields");
    }
    counts.put(InputHash.parse(fields[0]), Integer.parseInt(fields[1]));
  }

  int of(InputHash hash) {
    return counts.getOrDefault(hash, 0);
  }

  /** One more; the oldest input is forgotten when there are too many. */
  void add(InputHash hash) {
    int count = of(hash) + 1;
    counts.remove(hash);
    counts.put(hash, count);
    if (counts.size() > MOST) {
      counts.remove(counts.keySet().iterator().next());
    }
  }

  /** Whether there was anything to forgive. */
  boolean forgive(InputHash hash) {
    return counts.remove(hash) != null;
  }

  /** Replaces the file. */
  void save() throws IOException {
    PrivateFile.write(
        path,
        Stream.concat(
                Stream.of(heading),
                counts.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()))
            .collect(Collectors.joining("\n", "", "\n")));
  }
}
