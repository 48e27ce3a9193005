package com.tkr.embed.embedding.batching;

/**
 * A request's reservation in the queue, held while its inputs are being prepared. Submitting uses
 * it; closing gives it back if it was not used. A reservation that is neither counts against the
 * queue for ever, so hold it in a try block or close it when the preparation completes.
 * Thread-safe.
 */
public final class Reservation implements AutoCloseable {
  private final BatchQueue queue;
  private final CallerQueue caller;
  private final long tokens;
  private final long deadline;
  private volatile EngineTimes times = EngineTimes.UNTOLD;
  private boolean spent;

  Reservation(BatchQueue queue, CallerQueue caller, long tokens, long deadline) {
    this.queue = queue;
    this.caller = caller;
    this.tokens = tokens;
    this.deadline = deadline;
  }

  /** Has what the engine takes for its inputs told; to be called before they are submitted. */
  public void tell(EngineTimes listener) {
    times = listener;
  }

  EngineTimes times() {
    return times;
  }

  CallerQueue caller() {
    return caller;
  }

  long tokens() {
    return tokens;
  }

  long deadline() {
    return deadline;
  }

  /** Whether this is the first use; called with the queue's lock held. */
  boolean spend() {
    boolean first = !spent;
    spent = true;
    return first;
  }

  /** Gives the reservation back unless it was used; again and again is harmless. */
  @Override
  public void close() {
    queue.release(this);
  }
}
