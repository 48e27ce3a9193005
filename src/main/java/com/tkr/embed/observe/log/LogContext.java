package com.tkr.embed.observe.log;

/** What lines of the log say about the request that a thread works for. */
public interface LogContext {
  /** Names the request. */
  String requestId();

  /** Names the trace that it belongs to: 32 lower-case hex digits. */
  String traceId();

  /** The HTTP method. */
  String method();

  /** Who asks, without a secret; {@code -} until that was decided. */
  String callerId();

  /** What was counted for it. */
  RequestUsage usage();

  /** The request that this thread works for; null when it works for none. */
  static LogContext current() {
    return ThreadContext.CURRENT.get();
  }

  /** Makes this thread work for a request, or for none. */
  static void set(LogContext context) {
    if (context == null) {
      ThreadContext.CURRENT.remove();
    } else {
      ThreadContext.CURRENT.set(context);
    }
  }
}
