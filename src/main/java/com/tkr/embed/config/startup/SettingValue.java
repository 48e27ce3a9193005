package com.tkr.embed.config.startup;

import com.tkr.embed.config.settings.Setting;

/**
 * A value of a setting.
 *
 * @param setting what is set
 * @param value as somebody wrote it; canonical, once it is accepted
 * @param layer where it comes from
 * @param place the same, precisely: a file and line, a variable
 */
public record SettingValue(Setting<?> setting, String value, Layer layer, String place) {
  /** The accepted form. */
  SettingValue canonical(String canonical) {
    return new SettingValue(setting, canonical, layer, place);
  }

  /** Without the value, which may be a secret. */
  @Override
  public String toString() {
    return setting.path() + " from " + place;
  }
}
