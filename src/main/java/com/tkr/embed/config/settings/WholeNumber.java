package com.tkr.embed.config.settings;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.regex.Pattern;

/**
 * A whole number in decimal digits.
 *
 * @param least allowed, at least 0
 * @param most allowed
 * @param meaning of a number
 */
public record WholeNumber<T>(long least, long most, LongFunction<T> meaning)
    implements ValueType<T> {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  static WholeNumber<Integer> ints(int least, int most) {
    return new WholeNumber<>(least, most, Math::toIntExact);
  }

  static WholeNumber<Long> longs(long least, long most) {
    return new WholeNumber<>(least, most, Long::valueOf);
  }

  static WholeNumber<Duration> seconds(long least, long most) {
    return new WholeNumber<>(least, most, Duration::ofSeconds);
  }

  @Override
  public Optional<String> canonical(String value) {
    return Optional.of(value.strip())
        .filter(text -> DIGITS.matcher(text).matches())
        .map(Long::valueOf)
        .filter(number -> number >= least && number <= most)
        .map(String::valueOf);
  }

  @Override
  public T read(String canonical, Settings settings) {
    return meaning.apply(json(canonical));
  }

  @Override
  public String expected() {
    return "a whole number from " + least + " to " + most;
  }

  @Override
  public Long json(String canonical) {
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
