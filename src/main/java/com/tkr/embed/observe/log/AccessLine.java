package com.tkr.embed.observe.log;

/**
 * A request that ended.
 *
 * @param millis when, since the epoch
 * @param context who asked for what
 * @param route the template of its path
 * @param status of the answer
 * @param nanos from its head to its end
 * @param thread that ended it
 */
public record AccessLine(
    long millis, LogContext context, String route, int status, long nanos, String thread) {
  /** A request that ends now, on this thread. */
  public static AccessLine now(LogContext context, String route, int status, long nanos) {
    String thread = Thread.currentThread().getName();
    return new AccessLine(System.currentTimeMillis(), context, route, status, nanos, thread);
  }

  /** Milliseconds, with three digits after the point. */
  double durationMillis() {
    return nanos / 1000 / 1e3;
  }
}
