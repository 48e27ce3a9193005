package com.tkr.embed.config;

/** What kind of installation this is. */
public enum Environment {
  DEVELOPMENT,
  PRODUCTION,
  TESTING;

  /**
   * The environment of a setting.
   *
   * @throws InvalidSetting when there is none of that name
   */
  static Environment of(String name) {
    String choice = Choice.of("EMBEDDING_ENV", name, "development", "production", "testing");
    return valueOf(choice.toUpperCase(java.util.Locale.ROOT));
  }
}
