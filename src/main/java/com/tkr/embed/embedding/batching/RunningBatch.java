package com.tkr.embed.embedding.batching;

/**
 * What the engine works on.
 *
 * @param number counts the engine's calls from 1
 * @param size inputs
 * @param tokens of all inputs
 * @param expectedNanos how long the engine should need
 * @param runningNanos how long it has been at it
 */
public record RunningBatch(
    long number, int size, long tokens, long expectedNanos, long runningNanos) {
  /** The same after so long. */
  RunningBatch after(long nanos) {
    return new RunningBatch(number, size, tokens, expectedNanos, Math.max(0, nanos));
  }
}
