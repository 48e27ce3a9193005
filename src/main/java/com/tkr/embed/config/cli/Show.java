package com.tkr.embed.config.cli;

import com.tkr.embed.config.settings.Catalogue;
import com.tkr.embed.config.settings.Setting;
import com.tkr.embed.config.startup.ResolvedSettings;
import com.tkr.embed.config.startup.SettingValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What holds for every setting, and where it comes from; secrets are only said to be set. */
final class Show {
  private static final int COLUMN = 40;
  private static final String HIDDEN = "***";

  private Show() {}

  /** A line for each setting. */
  static String text(ResolvedSettings settings) {
    StringBuilder text = new StringBuilder();
    for (Setting<?> setting : Catalogue.ALL) {
      Optional<SettingValue> value = settings.effective(setting);
      String shown = value.map(Show::shown).orElse("-");
      String place = value.map(SettingValue::place).orElse("not set");
      String line = String.format("%-38s %-" + COLUMN + "s %s", setting.path(), shown, place);
      text.append(line).append('\n');
    }
    return text.toString();
  }

  /** The same as a JSON object. */
  static String json(ResolvedSettings settings) {
    List<Object> members = new ArrayList<>();
    Catalogue.ALL.forEach(setting -> members.add(member(setting, settings)));
    return JsonText.of(Map.of("settings", members));
  }

  private static Map<String, Object> member(Setting<?> setting, ResolvedSettings settings) {
    Optional<SettingValue> value = settings.effective(setting);
    Map<String, Object> member = new LinkedHashMap<>();
    member.put("path", setting.path());
    member.put("variable", setting.variable());
    member.put("value", value.map(Show::shown).orElse(null));
    member.put("source", value.map(SettingValue::place).orElse(null));
    return member;
  }

  private static String shown(SettingValue value) {
    return value.setting().secret() ? HIDDEN : value.value();
  }
}
