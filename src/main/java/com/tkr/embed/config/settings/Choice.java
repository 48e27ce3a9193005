package com.tkr.embed.config.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of a few words, in any case.
 *
 * @param words as programs compare them
 */
public record Choice(List<String> words) implements ValueType {
  public Choice {
    words = List.copyOf(words);
  }

  /** One of these. */
  public static Choice of(String... words) {
    return new Choice(List.of(words));
  }

  @Override
  public Optional<String> canonical(String value) {
    return words.stream().filter(word -> word.equalsIgnoreCase(value.strip())).findFirst();
  }

  @Override
  public String expected() {
    return "one of " + String.join(", ", words);
  }

  @Override
  public Map<String, Object> schema() {
    List<Object> values = new ArrayList<>(words);
    for (boolean flag : new boolean[] {true, false}) {
      if (words.contains(String.valueOf(flag))) {
        values.add(flag);
      }
    }
    return Map.of("anyOf", List.of(Map.of("enum", values), Text.REFERENCE));
  }
}
