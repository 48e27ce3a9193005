package com.tkr.embed.config.startup;

import com.tkr.embed.config.settings.Catalogue;
import com.tkr.embed.config.settings.ModelSettings;
import com.tkr.embed.config.settings.Setting;
import com.tkr.embed.config.settings.Visibility;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings that administrators may see, as they held at start. */
@Singleton
public class ShownSettings {
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, String> places = new LinkedHashMap<>();
  private final List<Map<String, Object>> rows = new ArrayList<>();

  public ShownSettings() {
    ResolvedSettings settings = ResolvedSettings.ofProcess();
    for (Setting<?> setting : Catalogue.ALL) {
      rows.add(row(setting, settings.effective(setting)));
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

  /**
   * Every setting: its names, whether and where it is set, its meaning, and its value where that
   * may be shown.
   */
  public List<Map<String, Object>> rows() {
    return rows;
  }

  private static Map<String, Object> row(Setting<?> setting, Optional<SettingValue> value) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("path", setting.path());
    row.put("variable", setting.variable());
    row.put("meaning", setting.meaning());
    row.put("shown", setting.visibility() == Visibility.ADMIN);
    row.put("set", value.isPresent());
    row.put("value", value.filter(ShownSettings::isShown).map(SettingValue::value).orElse(null));
    row.put("default", setting.byDefault().orElse(null));
    row.put("source", value.map(SettingValue::place).orElse(null));
    row.put("change", setting.equals(ModelSettings.MODEL_PATH) ? "switch" : "restart");
    return row;
  }

  private static boolean isShown(SettingValue value) {
    return value.setting().visibility() == Visibility.ADMIN;
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
