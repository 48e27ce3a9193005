package com.tkr.embed.embedding.batching;

/**
 * Is told of each batch that held inputs of a request, before their vectors are delivered, on the
 * engine's thread; implementations are quick and throw nothing.
 */
public interface EngineTimes {
  /** Tells nobody. */
  EngineTimes UNTOLD = (waitedNanos, visionNanos, textNanos) -> {};

  /**
   * A batch was computed.
   *
   * @param waitedNanos from the submission of the request's inputs to the batch's begin
   * @param visionNanos time of the vision tower
   * @param textNanos time of everything else
   */
  void ran(long waitedNanos, long visionNanos, long textNanos);
}
