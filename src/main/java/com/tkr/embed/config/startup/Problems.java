package com.tkr.embed.config.startup;

import com.tkr.embed.error.NearestName;
import java.util.ArrayList;
import java.util.Collection;
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
    add(place, unknown.shown() + " " + unknown.line());
  }

  /** A name that nothing is called, which is its own place. */
  void add(Unknown unknown) {
    add(unknown.shown(), unknown.line());
  }

  /**
   * A name that nothing is called.
   *
   * @param prefix what it shares with the known ones, which says nothing about what was meant
   * @param name what follows
   * @param known what could have followed
   */
  record Unknown(String prefix, String name, Collection<String> known) {
    private String line() {
      String hint =
          NearestName.of(name, known)
              .map(nearest -> "did you mean " + prefix + nearest + "?")
              .orElse("./deploy.sh config show lists all");
      return "is no setting; " + hint;
    }

    private String shown() {
      return oneLine(prefix + name);
    }
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
