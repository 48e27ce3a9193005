package com.tkr.embed.config.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A whole number in decimal digits.
 *
 * @param least allowed, at least 0
 * @param most allowed
 */
public record WholeNumber(long least, long most) implements ValueType {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  @Override
  public Optional<String> canonical(String value) {
    return Optional.of(value.strip())
        .filter(text -> DIGITS.matcher(text).matches())
        .map(Long::valueOf)
        .filter(number -> number >= least && number <= most)
        .map(String::valueOf);
  }

  @Override
  public String expected() {
    return "a whole number from " + least + " to " + most;
  }

  @Override
  public Object typed(String canonical) {
    return Long.valueOf(canonical);
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> number = new LinkedHashMap<>();
    number.put("type", "integer");
    number.put("minimum", least);
    number.put("maximum", most);
    return Map.of("anyOf", List.of(number, Text.REFERENCE));
  }
}
