package com.tkr.embed.model.hub;

import java.util.Locale;

/** Numbers of bytes, for people. */
public final class ByteCount {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};
  private static final double STEP = 1000;

  private ByteCount() {}

  /** Three digits in the unit that fits: {@code 16.6 GB}, {@code 572 B}. */
  public static String of(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= STEP - 0.5 && unit < UNITS.length - 1) {
      value /= STEP;
      unit++;
    }
    String format =
        unit == 0 || value >= 99.95 ? "%.0f %s" : value >= 9.995 ? "%.1f %s" : "%.2f %s";
    return String.format(Locale.ROOT, format, value, UNITS[unit]);
  }
}
