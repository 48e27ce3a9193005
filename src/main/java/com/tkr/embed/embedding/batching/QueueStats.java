package com.tkr.embed.embedding.batching;

/**
 * The queue at a moment, and counts since the start.
 *
 * @param waitingInputs inputs that wait
 * @param waitingTokens their tokens
 * @param reservedTokens tokens of requests that were let in and are being prepared
 * @param callers callers with anything waiting or reserved, or more than their share just got
 * @param oldestNanos how long the oldest input has waited; 0 when none waits
 * @param batches batches computed
 * @param inputs inputs computed
 * @param busyNanos how long the engine has been at its batch; 0 when idle
 * @param rate the engine's measured rate, with the token budget of a batch
 */
public record QueueStats(
    int waitingInputs,
    long waitingTokens,
    long reservedTokens,
    int callers,
    long oldestNanos,
    long batches,
    long inputs,
    long busyNanos,
    EngineRate rate) {
  /** When what waits and is reserved now will have been computed, as measured. */
  public long expectedWaitNanos() {
    return rate.waitNanos(waitingTokens + reservedTokens);
  }

  /** The same with what was computed since the start. */
  QueueStats computed(long newBatches, long newInputs) {
    return new QueueStats(
        waitingInputs,
        waitingTokens,
        reservedTokens,
        callers,
        oldestNanos,
        newBatches,
        newInputs,
        busyNanos,
        rate);
  }
}
