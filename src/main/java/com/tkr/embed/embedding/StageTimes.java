package com.tkr.embed.embedding;

import com.tkr.embed.embedding.batching.EngineTimes;

/**
 * What the computation of one request's inputs took, stage after stage: of what was in the cache,
 * or was computed for another request, nothing. Thread-safe.
 */
public final class StageTimes implements EngineTimes {
  private long prepareNanos;
  private long queueNanos;
  private long visionNanos;
  private long textNanos;

  /** Its inputs were ready for the engine after so long. */
  public synchronized void prepared(long nanos) {
    prepareNanos = Math.max(prepareNanos, nanos);
  }

  @Override
  public synchronized void ran(long waitedNanos, long visionOfBatch, long textOfBatch) {
    queueNanos = Math.max(queueNanos, waitedNanos - visionNanos - textNanos);
    visionNanos += visionOfBatch;
    textNanos += textOfBatch;
  }

  /** From the request's entry into the queue until the last of its inputs was prepared. */
  public synchronized long prepareNanos() {
    return prepareNanos;
  }

  /** How long its inputs then waited while the engine worked on none of them. */
  public synchronized long queueNanos() {
    return queueNanos;
  }

  /** The vision tower, of all batches that held one of its inputs. */
  public synchronized long visionNanos() {
    return visionNanos;
  }

  /** The language model, of the same batches. */
  public synchronized long textNanos() {
    return textNanos;
  }
}
