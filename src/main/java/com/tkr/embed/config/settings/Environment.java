package com.tkr.embed.config.settings;

import java.util.Locale;

/** What kind of installation this is. */
public enum Environment {
  DEVELOPMENT,
  PRODUCTION,
  TESTING;

  /** As an operator writes it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a text, as somebody wrote it, means this one. */
  public boolean isNamed(String text) {
    return text.strip().equalsIgnoreCase(name());
  }
}
