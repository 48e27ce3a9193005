package com.tkr.embed.embedding.batching;

import com.tkr.embed.embedding.batching.BatchObserver.RejectionReason;
import java.util.Optional;

/**
 * Whether a request may wait. The queue holds what is allowed in tokens, and no more than the
 * engine computes within the age limit. Of that, one caller may have, after being let in, at most
 * {@code SHARE} times what is then free (dynamic thresholds: Choudhury and Hahne, IEEE/ACM
 * Transactions on Networking 6(2), 1998): a lone caller gets two thirds, and a third stays free for
 * whoever comes. An empty queue takes a request of any size.
 *
 * @param limits the bounds
 * @param rate the engine's measured rate
 * @param held tokens that wait or are reserved, of all callers
 */
record Admission(BatchLimits limits, EngineRate rate, long held) {
  private static final long SHARE = 2;

  /** Why a caller that holds {@code own} tokens may not add {@code more}; empty when it may. */
  Optional<RejectionReason> refusal(long own, long more) {
    if (held == 0) {
      return Optional.empty();
    }
    if (held + more > limits.queueTokens()) {
      return Optional.of(RejectionReason.TOKENS);
    }
    if (held + more > capacity()) {
      return Optional.of(RejectionReason.AGE);
    }
    return own + more > SHARE * (capacity() - held - more)
        ? Optional.of(RejectionReason.SHARE)
        : Optional.empty();
  }

  /**
   * Tokens that must leave the queue before {@link #refusal} lets the same request in, whoever's
   * they are: what the share lacks, which is more than what the queue lacks, or all.
   */
  long excess(long own, long more) {
    long lack = own + more - SHARE * (capacity() - held - more);
    return Math.max(0, Math.min(held, -Math.floorDiv(-lack, SHARE)));
  }

  private long capacity() {
    return Math.min(limits.queueTokens(), rate.tokensWithin(limits.maxAge().toNanos()));
  }
}
