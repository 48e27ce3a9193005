package com.tkr.embed.config.settings;

import java.util.Locale;
import java.util.Optional;

/**
 * One thing that an operator may set.
 *
 * @param <T> what a program reads, by {@link Settings#get}
 * @param path where it stands in a YAML file: {@code server.port}
 * @param key its name in MicroProfile Config: {@code embedding.port}
 * @param type which values are allowed
 * @param byDefault what holds where nothing is set
 * @param meaning one phrase for the operator
 */
public record Setting<T>(
    String path, String key, ValueType<T> type, Optional<String> byDefault, String meaning) {

  /** The environment variable, by MicroProfile's mapping of the key. */
  public String variable() {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /** The part of the path before its last name; empty at the top. */
  public String section() {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  /** The last name of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** Who may see it. */
  public Visibility visibility() {
    return type.visibility();
  }

  public boolean secret() {
    return visibility() == Visibility.SECRET;
  }
}
