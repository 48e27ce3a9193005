package com.tkr.embed.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file of expected statuses.
 *
 * @param rows by route, as {@code POST /embed/text}, the expected status by kind of credential
 */
record Matrix(Map<String, Map<String, Integer>> rows) {
  private static final Path FILE = Path.of("src/test/resources/authorisation/matrix.txt");

  static Matrix read() {
    List<String> lines = lines();
    List<String> columns = words(lines.get(0));
    Map<String, Map<String, Integer>> rows = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> words = words(line);
      Map<String, Integer> statuses = new LinkedHashMap<>();
      for (int i = 1; i < columns.size(); i++) {
        statuses.put(columns.get(i), Integer.valueOf(words.get(i + 1)));
      }
      rows.put(words.get(0) + " " + words.get(1), statuses);
    }
    return new Matrix(rows);
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(FILE).stream().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split(" +"));
  }
}
