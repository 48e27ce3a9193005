package com.tkr.embed.config.settings;

import java.util.Map;
import java.util.Optional;

/** Which values a setting may have. */
public sealed interface ValueType permits Flag, WholeNumber, Choice, Text, TextList {
  /** The value as programs compare it; empty when it is not allowed. */
  Optional<String> canonical(String value);

  /** What is allowed, to be read after "expected". */
  String expected();

  /** A canonical value as JSON has it. */
  default Object typed(String canonical) {
    return canonical;
  }

  /** What is allowed, as a JSON Schema. */
  Map<String, Object> schema();
}
