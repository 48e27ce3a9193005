package com.tkr.embed.config.startup;

import com.tkr.embed.config.settings.Catalogue;
import com.tkr.embed.config.settings.Setting;
import com.tkr.embed.config.settings.Visibility;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings that administrators may see, as they held at start. */
@Singleton
public class ShownSettings {
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, String> places = new LinkedHashMap<>();

  public ShownSettings() {
    ResolvedSettings settings = ResolvedSettings.ofProcess();
    for (Setting<?> setting : Catalogue.ALL) {
      if (setting.visibility() == Visibility.ADMIN) {
        settings.effective(setting).ifPresent(this::show);
      }
    }
  }

  private void show(SettingValue value) {
    Setting<?> setting = value.setting();
    section(setting.section()).put(setting.name(), setting.type().json(value.value()));
    places.put(setting.path(), value.place());
  }

  /** The values, in sections as a YAML file has them. */
  public Map<String, Object> values() {
    return values;
  }

  /** Where each comes from, by path. */
  public Map<String, String> places() {
    return places;
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> section(String path) {
    Map<String, Object> section = values;
    for (String name : path.isEmpty() ? new String[0] : path.split("\\.")) {
      section =
          (Map<String, Object>)
              section.computeIfAbsent(name, key -> new LinkedHashMap<String, Object>());
    }
    return section;
  }
}
