package com.tkr.embed.config.settings;

import java.util.Map;
import java.util.Optional;

/**
 * What need not be set.
 *
 * @param type of the value, where it is
 */
public record OptionalValue<T>(ValueType<T> type) implements ValueType<Optional<T>> {
  @Override
  public Optional<String> canonical(String value) {
    return type.canonical(value);
  }

  @Override
  public Optional<T> read(String canonical, Settings settings) {
    return Optional.of(type.read(canonical, settings));
  }

  @Override
  public Optional<T> absent() {
    return Optional.empty();
  }

  @Override
  public String expected() {
    return type.expected();
  }

  @Override
  public Object json(String canonical) {
    return type.json(canonical);
  }

  @Override
  public Map<String, Object> schema() {
    return type.schema();
  }

  @Override
  public Visibility visibility() {
    return type.visibility();
  }
}
