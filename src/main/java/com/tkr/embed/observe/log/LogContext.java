package com.tkr.embed.observe.log;

import org.jspecify.annotations.Nullable;

/** What lines of the log say about the request that a thread works for. */
public abstract class LogContext {
  private static final ThreadLocal<LogContext> CURRENT = new ThreadLocal<>();

  /** Names the request. */
  public abstract String requestId();

  /** Names the trace that it belongs to: 32 lower-case hex digits. */
  public abstract String traceId();

  /** The HTTP method. */
  public abstract String method();

  /** Who asks, without a secret; {@code -} until that was decided. */
  public abstract String callerId();

  /** What was counted for it. */
  public abstract RequestUsage usage();

  /** The request that this thread works for; null when it works for none. */
  public static @Nullable LogContext current() {
    return CURRENT.get();
  }

  /** Makes this thread work for a request, or for none. */
  public static void set(@Nullable LogContext context) {
    if (context == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(context);
    }
  }
}
