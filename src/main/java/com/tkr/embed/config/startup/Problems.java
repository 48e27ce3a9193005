package com.tkr.embed.config.startup;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Collects what is wrong with the settings, one line each; secrets are never in them. */
final class Problems {
  private static final int SHOWN = 160;
  private static final Pattern CREDENTIALS =
      Pattern.compile("password|//[^/]*@", Pattern.CASE_INSENSITIVE);

  private final List<String> lines = new ArrayList<>();

  List<String> lines() {
    return List.copyOf(lines);
  }

  void add(String place, String what) {
    lines.add(place + ": " + what);
  }

  /** A value that its setting does not allow. */
  void add(SettingValue raw) {
    String expected = "expected " + raw.setting().type().expected();
    add(raw.place(), raw.setting().path() + shown(raw) + ": " + expected + ServiceLinks.hint(raw));
  }

  /** A name that nothing is called, in a file. */
  void add(String place, Unknown unknown) {
    add(place, oneLine(unknown.whole()) + " is no setting; " + unknown.hint());
  }

  /** A name that nothing is called, which is its own place. */
  void add(Unknown unknown) {
    add(oneLine(unknown.whole()), "is no setting; " + unknown.hint());
  }

  private static String shown(SettingValue raw) {
    boolean hidden = raw.setting().secret() || CREDENTIALS.matcher(raw.value()).find();
    return hidden ? " (its value is not shown)" : " = " + oneLine(raw.value());
  }

  /** The text's beginning, without what would break a line. */
  static String oneLine(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }
}
