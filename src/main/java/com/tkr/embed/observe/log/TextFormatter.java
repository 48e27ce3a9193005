package com.tkr.embed.observe.log;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Lines for people. Control characters are escaped, and what follows a line break is indented, so
 * that no text can look like a line.
 */
final class TextFormatter extends LineFormatter {
  private static final String INDENT = "    ";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Override
  String line(Line line) {
    StringBuilder out = new StringBuilder(256);
    TIME.formatTo(line.record().getInstant(), out);
    out.append(' ').append(line.level()).append(" [");
    escape(line.thread(), out);
    out.append("] ");
    escape(String.valueOf(line.record().getLoggerName()), out);
    out.append(": ");
    escape(line.message(), out);
    if (line.access() != null) {
      access(line.access(), out);
    }
    if (line.context() != null) {
      out.append(" [").append(line.context().requestId()).append(' ');
      out.append(line.context().traceId()).append(']');
    }
    out.append(System.lineSeparator());
    if (!line.thrown().isEmpty()) {
      stack(line.thrown(), out);
    }
    return out.toString();
  }

  private static void access(AccessLine line, StringBuilder out) {
    RequestUsage usage = line.context().usage();
    out.append(' ').append(line.durationMillis()).append(" ms");
    out.append(" items=").append(usage.items());
    out.append(" tokens=").append(usage.tokens());
    out.append(" hits=").append(usage.hits()).append(" by ");
    escape(line.context().callerId(), out);
  }

  /** Its own lines, indented as none of the others is. */
  private static void stack(String thrown, StringBuilder out) {
    thrown
        .lines()
        .forEach(
            text -> {
              out.append(INDENT);
              escape(text, out);
              out.append(System.lineSeparator());
            });
  }

  private static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        out.append(System.lineSeparator()).append(INDENT);
      } else if (c == '\r') {
        out.append("\\r");
      } else if (c == '\t') {
        out.append("  ");
      } else if (isControl(c)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
  }

  /** Terminals obey some, readers break lines at others, and some turn the writing around. */
  private static boolean isControl(char c) {
    return Character.isISOControl(c)
        || c == '\u2028'
        || c == '\u2029'
        || Character.getType(c) == Character.FORMAT;
  }
}
