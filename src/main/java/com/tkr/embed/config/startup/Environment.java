package com.tkr.embed.config.startup;

import java.util.Locale;

/** What kind of installation this is. */
public enum Environment {
  DEVELOPMENT,
  PRODUCTION,
  TESTING;

  /** The environment of a checked setting. */
  static Environment of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
