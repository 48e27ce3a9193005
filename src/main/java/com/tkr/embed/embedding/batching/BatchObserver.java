package com.tkr.embed.embedding.batching;

/**
 * Is told what happens in the queue, for metrics. Called without locks on the thread it happens on;
 * implementations are quick and thread-safe.
 */
public interface BatchObserver {
  /** Observes nothing. */
  BatchObserver NONE = new BatchObserver() {};

  /** Why a request was not let in. */
  enum RejectionReason {
    /** the tokens that may wait */
    TOKENS,
    /** the time that the queue would need */
    AGE,
    /** the caller's share of the queue */
    SHARE
  }

  /** Why an input that waited was not computed. */
  enum Drop {
    /** it waited longer than allowed */
    AGE,
    /** its request's deadline passed */
    DEADLINE,
    /** nobody waits for it any more */
    CANCELLED
  }

  /**
   * A batch that the engine computed.
   *
   * @param size inputs
   * @param tokens of all inputs
   * @param visionNanos time of the vision tower
   * @param textNanos time of everything else
   * @param queueNanos per input, how long it waited
   */
  record Batch(int size, long tokens, long visionNanos, long textNanos, long[] queueNanos) {}

  /** A batch was computed; told before its vectors are delivered. */
  default void batch(Batch batch) {}

  /** A request was refused. */
  default void refused(RejectionReason reason) {}

  /** An input that waited was dropped. */
  default void dropped(Drop reason) {}
}
