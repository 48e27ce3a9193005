package com.tkr.embed.config.startup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the one document of a YAML 1.2 file, with the lines that its parts stand on. */
final class YamlFile {
  private static final long MOST_BYTES = 1 << 20;
  private static final int MOST_ALIASES = 50;
  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setAllowDuplicateKeys(true)
          .setAllowNonScalarKeys(true)
          .setMaxAliasesForCollections(MOST_ALIASES)
          .build();

  private final String name;
  private final Problems problems;

  /**
   * @param name as messages call the file
   * @param problems where they go
   */
  YamlFile(String name, Problems problems) {
    this.name = name;
    this.problems = problems;
  }

  /** The document; empty when there is none, or it cannot be read. */
  Optional<Node> read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        problems.add(name, "is larger than " + MOST_BYTES + " bytes");
        return Optional.empty();
      }
      return parse(decode(Files.readAllBytes(file)));
    } catch (CharacterCodingException e) {
      problems.add(name, "is not UTF-8");
    } catch (IOException e) {
      problems.add(name, "cannot be read");
    }
    return Optional.empty();
  }

  /** A place in this file. */
  String line(Node node) {
    return name + ":" + node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  private static String decode(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private Optional<Node> parse(String text) {
    try {
      Iterator<Node> documents = new Compose(SETTINGS).composeAllFromString(text).iterator();
      Optional<Node> first = documents.hasNext() ? Optional.of(documents.next()) : Optional.empty();
      if (documents.hasNext()) {
        problems.add(line(documents.next()), "a second document begins: only one is read");
      }
      return first;
    } catch (MarkedYamlEngineException e) {
      String where = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      // the parser quotes an alias, and a secret may look like one
      String what = e.getProblem().replaceFirst("(undefined alias).*", "$1");
      problems.add(name + where, "is not YAML: " + Problems.oneLine(what));
    } catch (YamlEngineException e) {
      problems.add(name, "is not YAML: " + Problems.oneLine(String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }
}
