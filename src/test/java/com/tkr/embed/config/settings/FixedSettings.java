package com.tkr.embed.config.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The defaults, and what a test says. */
public final class FixedSettings implements Settings {
  private final Map<Setting<?>, Object> values = new HashMap<>();

  public <T> FixedSettings with(Setting<T> setting, T value) {
    values.put(setting, value);
    return this;
  }

  /** As an operator writes it, in a form that is allowed. */
  public <T> FixedSettings written(Setting<T> setting, String value) {
    Optional<String> canonical = setting.type().canonical(value);
    return with(setting, setting.type().read(canonical.orElseThrow(), this));
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> T get(Setting<T> setting) {
    return (T) values.computeIfAbsent(setting, this::byDefault);
  }

  private Object byDefault(Setting<?> setting) {
    return setting.byDefault().isPresent()
        ? setting.type().read(setting.byDefault().get(), this)
        : setting.type().absent();
  }
}
