package com.tkr.embed.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;

/** The table, on the console and in {@code target/bench/serving.txt}, as its lines come. */
final class Report implements AutoCloseable {
  private static final String ROW = "%-62s %14s %14s %7s%n";

  private final PrintStream file;

  Report(Path path) {
    try {
      file = new PrintStream(path.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    print(String.format(ROW, "", "value", "against", "ratio"));
  }

  void title(String text) {
    print(text + "\n");
  }

  /** A figure alone. */
  void row(String title, double value, String unit) {
    print(String.format(ROW, "  " + title, format(value, unit), "", ""));
  }

  /** What is no number. */
  void row(String title, String value) {
    print(String.format("  %-60s %14s%n", title, value));
  }

  /** A figure, what it was measured against in the same run, and their ratio. */
  void row(String title, double value, double against, String unit) {
    String ratio = String.format(Locale.ROOT, "%.2f", value / against);
    print(String.format(ROW, "  " + title, format(value, unit), format(against, unit), ratio));
  }

  private static String format(double value, String unit) {
    String digits = Math.abs(value) < 100 ? "%.2f %s" : "%,.0f %s";
    return String.format(Locale.ROOT, digits, value, unit);
  }

  private void print(String text) {
    System.out.print(text);
    file.print(text);
    file.flush();
  }

  @Override
  public void close() {
    file.close();
  }
}
