package com.tkr.embed.observe.log;

import java.util.logging.LogRecord;
import java.util.regex.Pattern;

/**
 * Recognises what the container logs when a client leaves in the middle of a request or an answer.
 * It says so with several stack traces each time; clients may leave, and the access line reports
 * it.
 */
final class ClientFaults {
  private static final String OURS = "com.tkr.embed";

  /** Where it puts the trace into the text. */
  private static final Pattern IN_TEXT =
      Pattern.compile("\\njava\\.io\\.IOException: [^\\n]*\\n\\s*at org\\.glassfish\\.grizzly\\.");

  private ClientFaults() {}

  /** Whether the container reports no fault of the server. */
  static boolean isOne(LogRecord record) {
    String logger = record.getLoggerName();
    if (logger != null && logger.startsWith(OURS)) {
      return false;
    }
    String message = record.getMessage();
    boolean inText = message != null && IN_TEXT.matcher(message).find();
    return inText || ClientLeft.caused(record.getThrown());
  }
}
