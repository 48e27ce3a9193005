package com.tkr.embed.observe.log;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** A request's end as a record of the log. */
final class AccessRecord extends LogRecord {
  static final String LOGGER = "com.tkr.embed.access";
  private static final long serialVersionUID = 1L;

  private final transient AccessLine line;

  AccessRecord(AccessLine line) {
    super(Level.INFO, line.context().method() + " " + line.route() + " " + line.status());
    this.line = line;
    setLoggerName(LOGGER);
    setInstant(Instant.ofEpochMilli(line.millis()));
  }

  AccessLine line() {
    return line;
  }
}
