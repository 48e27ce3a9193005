package com.tkr.embed.config.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Texts with commas between them; a YAML list too.
 *
 * @param each what an element is
 */
public record TextList<T>(Text<T> each) implements ValueType<List<T>> {
  @Override
  public Optional<String> canonical(String value) {
    List<Optional<String>> elements =
        Arrays.stream(value.split(",", -1)).map(each::canonical).toList();
    return elements.stream().allMatch(Optional::isPresent)
        ? Optional.of(String.join(",", elements.stream().map(Optional::get).toList()))
        : Optional.empty();
  }

  @Override
  public List<T> read(String canonical, Settings settings) {
    return json(canonical).stream().map(text -> each.read(text, settings)).toList();
  }

  @Override
  public List<T> absent() {
    return List.of();
  }

  @Override
  public String expected() {
    return "a list of: " + each.expected();
  }

  @Override
  public List<String> json(String canonical) {
    return List.of(canonical.split(","));
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> list = new TreeMap<>(Map.of("type", "array", "items", each.schema()));
    return Map.of("anyOf", List.of(each.schema(), list));
  }

  @Override
  public Visibility visibility() {
    return each.visibility();
  }
}
