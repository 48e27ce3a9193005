package com.tkr.embed.logging;

import java.io.IOException;
import java.util.logging.LogRecord;

/**
 * Tells what the container logs when a client leaves in the middle of a request or an answer. It
 * says so with a stack trace each time; clients may leave, and the access line tells it.
 */
final class ClientFaults {
  private static final String OURS = "com.tkr.embed";
  private static final int MOST_CAUSES = 20;

  private ClientFaults() {}

  /** Whether the container reports no fault of the server. */
  static boolean isOne(LogRecord record) {
    String logger = record.getLoggerName();
    if (record.getThrown() == null || logger != null && logger.startsWith(OURS)) {
      return false;
    }
    Throwable cause = record.getThrown();
    for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
      if (isClientFault(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean isClientFault(Throwable cause) {
    return cause instanceof IOException
        && cause.getClass().getName().endsWith("ClientAbortException");
  }
}
