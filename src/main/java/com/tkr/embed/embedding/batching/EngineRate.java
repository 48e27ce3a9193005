package com.tkr.embed.embedding.batching;

/**
 * What the engine was measured to need: {@code fixedNanos + nanosPerToken * tokens} per batch.
 *
 * @param fixedNanos time of a batch that does not depend on its size
 * @param nanosPerToken time of each token, text and image alike
 * @param budget tokens that a batch is filled to
 * @param measured whether any batch was measured yet; times are 0 before
 */
public record EngineRate(double fixedNanos, double nanosPerToken, long budget, boolean measured) {
  private static final double UNMEASURED_NANOS_PER_TOKEN = 1e8;

  static EngineRate unmeasured(long budget) {
    return new EngineRate(0, 0, budget, false);
  }

  /** Tokens per second of full batches; 0 before a batch was measured. */
  public double tokensPerSecond() {
    return measured ? 1e9 / fullBatchNanosPerToken() : 0;
  }

  /** Expected time to compute so many tokens in full batches; 0 before a batch was measured. */
  public long waitNanos(long tokens) {
    return (long) (tokens * fullBatchNanosPerToken());
  }

  /** Tokens that full batches compute in a time; unlimited before a batch was measured. */
  long tokensWithin(long nanos) {
    return measured ? (long) (nanos / fullBatchNanosPerToken()) : Long.MAX_VALUE;
  }

  /** Expected time of one batch; a slow machine's (100 ms a token) before one was measured. */
  long batchNanos(long tokens) {
    return (long)
        (measured ? fixedNanos + nanosPerToken * tokens : UNMEASURED_NANOS_PER_TOKEN * tokens);
  }

  /**
   * Time after which so many tokens have surely been taken from the queue. Two batches in a row
   * hold more than one budget, however badly inputs fit.
   */
  long drainNanos(long tokens) {
    long batches = 2 * (tokens / budget + 1);
    return (long) (batches * fixedNanos + nanosPerToken * (tokens + budget));
  }

  private double fullBatchNanosPerToken() {
    return nanosPerToken + fixedNanos / budget;
  }
}
