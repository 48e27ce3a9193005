package com.tkr.embed.config.startup;

import com.tkr.embed.config.settings.Setting;

/**
 * A setting with an allowed value.
 *
 * @param setting what is set
 * @param value in the form that programs compare
 * @param layer where it comes from
 * @param place the same, precisely: a file and line, a variable
 */
public record SettingValue(Setting setting, String value, Layer layer, String place) {
  /** Without the value, which may be a secret. */
  @Override
  public String toString() {
    return setting.path() + " from " + place;
  }
}
