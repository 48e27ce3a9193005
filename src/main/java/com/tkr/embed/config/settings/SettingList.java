package com.tkr.embed.config.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The settings of a class, in the order in which it declares them. */
final class SettingList {
  private final List<Setting<?>> settings = new ArrayList<>();

  List<Setting<?>> all() {
    return List.copyOf(settings);
  }

  /** Begins one that has no default. */
  <T> Draft<T> add(String path, String key, ValueType<T> type) {
    return new Draft<>(settings, path, key, type, Optional.empty());
  }

  /** A setting that nobody has explained yet. */
  record Draft<T>(
      List<Setting<?>> settings,
      String path,
      String key,
      ValueType<T> type,
      Optional<String> byDefault) {

    /** With a default. */
    Draft<T> or(String value) {
      return new Draft<>(settings, path, key, type, Optional.of(value));
    }

    /** Makes it one of the list, with a phrase for the operator. */
    Setting<T> means(String meaning) {
      Setting<T> setting = new Setting<>(path, key, type, byDefault, meaning);
      settings.add(setting);
      return setting;
    }
  }
}
