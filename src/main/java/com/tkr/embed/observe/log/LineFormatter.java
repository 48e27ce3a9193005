package com.tkr.embed.observe.log;

import com.tkr.embed.config.settings.LogLevel;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/** Makes one line of each record. Asked on the thread that logs, whose request it names. */
abstract class LineFormatter extends Formatter {
  private static final String OURS = "com.tkr.embed.";
  private static final String CONTAINER_THREADS = "http-thread-pool";

  @Override
  public final String format(LogRecord record) {
    if (record instanceof AccessRecord access) {
      AccessLine line = access.line();
      return line(new Line(record, record.getMessage(), line.thread(), line.context(), line, ""));
    }
    @Nullable LogContext context = LogContext.current();
    String thread = Thread.currentThread().getName();
    boolean working = context != null || thread.startsWith(CONTAINER_THREADS);
    String thrown = redacted(record, Stacks.text(record.getThrown(), !working));
    String message = redacted(record, String.valueOf(formatMessage(record)));
    return line(new Line(record, message, thread, context, null, thrown));
  }

  /** Our own code logs no credential but the one that it makes for a first try. */
  private static String redacted(LogRecord record, String text) {
    String logger = record.getLoggerName();
    return logger != null && logger.startsWith(OURS) ? text : Redaction.of(text);
  }

  /**
   * A record and where it comes from.
   *
   * @param context the request that it belongs to; null for none
   * @param access the request that it is about; null for none
   * @param thrown a stack trace, or empty
   */
  record Line(
      LogRecord record,
      String message,
      String thread,
      @Nullable LogContext context,
      @Nullable AccessLine access,
      String thrown) {
    String level() {
      return LogLevel.of(record.getLevel().intValue()).name();
    }
  }

  abstract String line(Line line);
}
