package com.tkr.embed.config;

import java.util.Arrays;
import java.util.Locale;

/** Settings with few allowed values. */
final class Choice {
  private Choice() {}

  /** The value in lower case, when it is one of the allowed. */
  static String of(String setting, String value, String... allowed) {
    String choice = value.strip().toLowerCase(Locale.ROOT);
    if (!Arrays.asList(allowed).contains(choice)) {
      throw new InvalidSetting(
          setting + "=" + value + " is not one of " + String.join(", ", allowed));
    }
    return choice;
  }

  /** The value as a whole number from 0 to {@code maximum}. */
  static int number(String setting, String value, int maximum) {
    return (int) longNumber(setting, value, maximum);
  }

  /** The value as a whole number from 0 to {@code maximum}. */
  static long longNumber(String setting, String value, long maximum) {
    try {
      long number = Long.parseLong(value.strip());
      if (number >= 0 && number <= maximum) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new InvalidSetting(setting + "=" + value + " is not a number from 0 to " + maximum);
  }
}
