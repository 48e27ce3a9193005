package com.tkr.embed.config.settings;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Which values a setting may have.
 *
 * @param <T> what programs read
 */
public sealed interface ValueType<T>
    permits Flag, WholeNumber, Choice, Text, TextList, OptionalValue {
  /** The value as it is shown and compared; empty when it is not allowed. */
  Optional<String> canonical(String value);

  /** What a canonical value means, with the other settings where it depends on them. */
  T read(String canonical, Settings settings);

  /**
   * What it means that nothing is set.
   *
   * @throws NoSuchElementException when it means nothing
   */
  default T absent() {
    throw new NoSuchElementException("not set: " + expected());
  }

  /** What is allowed, to be read after "expected". */
  String expected();

  /** A canonical value as JSON has it. */
  default Object json(String canonical) {
    return canonical;
  }

  /** What is allowed, as a JSON Schema. */
  Map<String, Object> schema();

  /** Who may see a value. */
  default Visibility visibility() {
    return Visibility.ADMIN;
  }

  /** The same for a setting that need not be set. */
  default ValueType<Optional<T>> optional() {
    return new OptionalValue<>(this);
  }
}
