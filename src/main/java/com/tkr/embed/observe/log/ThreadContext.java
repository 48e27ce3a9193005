package com.tkr.embed.observe.log;

/** Holds each thread's {@link LogContext}. */
final class ThreadContext {
  static final ThreadLocal<LogContext> CURRENT = new ThreadLocal<>();

  private ThreadContext() {}
}
