package com.tkr.embed.config.settings;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Text.
 *
 * @param expected what it is
 * @param allowed whether a text is one
 */
public record Text(String expected, Predicate<String> allowed) implements ValueType {
  /** A text that takes its value from the environment. */
  static final Map<String, Object> REFERENCE =
      new TreeMap<>(Map.of("type", "string", "pattern", "\\$\\{.+\\}"));

  /** One line without control characters. */
  static Text line(String expected, Predicate<String> allowed) {
    return new Text(expected, allowed.and(Text::isOneLine));
  }

  @Override
  public Optional<String> canonical(String value) {
    return Optional.of(value.strip()).filter(text -> !text.isEmpty()).filter(allowed);
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "string");
  }

  private static boolean isOneLine(String value) {
    return value.codePoints().noneMatch(Text::breaksLines);
  }

  private static boolean breaksLines(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
