package com.tkr.embed.config.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Yes or no. */
public record Flag() implements ValueType<Boolean> {
  private static final Choice<String> CHOICE = Choice.of("true", "false");

  @Override
  public Optional<String> canonical(String value) {
    return CHOICE.canonical(value);
  }

  @Override
  public Boolean read(String canonical, Settings settings) {
    return json(canonical);
  }

  @Override
  public String expected() {
    return "true or false";
  }

  @Override
  public Boolean json(String canonical) {
    return Boolean.valueOf(canonical);
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("anyOf", List.of(Map.of("type", "boolean"), Text.REFERENCE));
  }
}
