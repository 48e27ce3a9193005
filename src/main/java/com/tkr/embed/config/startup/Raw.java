package com.tkr.embed.config.startup;

import com.tkr.embed.config.settings.Setting;

/**
 * A value as somebody wrote it.
 *
 * @param setting what it is for
 * @param text the value
 * @param place where it stands, for messages
 */
record Raw(Setting setting, String text, String place) {
  /** Without the value, which may be a secret. */
  @Override
  public String toString() {
    return setting.path() + " at " + place;
  }
}
