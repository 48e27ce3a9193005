package com.tkr.embed.config.startup;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether a key can be guessed: too short, too regular, or one that stands in a book. */
final class WeakKey {
  private static final int SHORTEST = 32;
  private static final int FEWEST_CHARACTERS = 10;

  /** Parts of keys in READMEs and tutorials, longer than chance would bring about. */
  private static final List<String> SAMPLES =
      List.of(
          "your-secure",
          "your-master-key",
          "your-api-key",
          "your_api_key",
          "yourapikey",
          "your-key",
          "my-secret",
          "changeme",
          "change-me",
          "change_me",
          "replace-me",
          "replace_me",
          "example",
          "password",
          "insecure",
          "placeholder",
          "test-key",
          "dev-key",
          "0123456789",
          "1234567890",
          "abcdefghij",
          "qwertyuiop");

  private WeakKey() {}

  /** What is weak about a key, to be read after "it"; empty when nothing is. */
  static Optional<String> reason(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    if (SAMPLES.stream().anyMatch(lower::contains)) {
      return Optional.of("is a sample that everybody knows");
    }
    if (key.length() < SHORTEST) {
      return Optional.of("has " + key.length() + " characters");
    }
    long distinct = key.chars().distinct().count();
    return distinct < FEWEST_CHARACTERS
        ? Optional.of("has only " + distinct + " different characters")
        : Optional.empty();
  }
}
