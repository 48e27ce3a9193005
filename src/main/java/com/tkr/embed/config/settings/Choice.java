package com.tkr.embed.config.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * One of a few words, in any case.
 *
 * @param meanings of the words as they are shown, which may depend on other settings
 */
public record Choice<T>(Map<String, Function<Settings, T>> meanings) implements ValueType<T> {
  public Choice {
    meanings = Collections.unmodifiableMap(new LinkedHashMap<>(meanings));
  }

  /** One of these, taken as they are. */
  static Choice<String> of(String... words) {
    return of(word -> word, words);
  }

  /** One of these, each by its word. */
  @SafeVarargs
  static <T> Choice<T> of(Function<T, String> word, T... values) {
    Choice<T> choice = new Choice<>(Map.of());
    for (T value : values) {
      choice = choice.or(word.apply(value), value);
    }
    return choice;
  }

  /** The word {@code auto}, which leaves it to other settings. */
  static <T> Choice<T> auto(Function<Settings, T> rule) {
    return new Choice<>(Map.of("auto", rule));
  }

  /** Or this word. */
  Choice<T> or(String word, T meaning) {
    Map<String, Function<Settings, T>> more = new LinkedHashMap<>(meanings);
    more.put(word, settings -> meaning);
    return new Choice<>(more);
  }

  @Override
  public Optional<String> canonical(String value) {
    return meanings.keySet().stream()
        .filter(word -> word.equalsIgnoreCase(value.strip()))
        .findFirst();
  }

  @Override
  public T read(String canonical, Settings settings) {
    return Objects.requireNonNull(meanings.get(canonical)).apply(settings);
  }

  @Override
  public String expected() {
    return "one of " + String.join(", ", meanings.keySet());
  }

  @Override
  public Map<String, Object> schema() {
    List<Object> values = new ArrayList<>(meanings.keySet());
    for (boolean flag : new boolean[] {true, false}) {
      if (meanings.containsKey(String.valueOf(flag))) {
        values.add(flag);
      }
    }
    return Map.of("anyOf", List.of(Map.of("enum", values), Text.REFERENCE));
  }
}
