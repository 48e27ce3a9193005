package com.tkr.embed.embedding;

/**
 * How a request is computed.
 *
 * @param caller who shares the engine fairly with the other callers
 * @param deadlineNanos of {@link System#nanoTime}, after which nobody waits for it
 * @param cached whether vectors may be taken from the cache and kept in it
 * @param times takes what the computation took
 */
public record RequestOptions(String caller, long deadlineNanos, boolean cached, StageTimes times) {
  /** Of a request whose computation has not begun. */
  public RequestOptions(String caller, long deadlineNanos, boolean cached) {
    this(caller, deadlineNanos, cached, new StageTimes());
  }
}
