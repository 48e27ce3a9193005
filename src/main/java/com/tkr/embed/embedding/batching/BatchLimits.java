package com.tkr.embed.embedding.batching;

import java.time.Duration;

/**
 * Bounds of batching, in tokens (text and image tokens alike).
 *
 * @param batchTokens tokens of one batch at most; a longer input goes alone
 * @param queueTokens tokens that may wait; beyond it requests are refused
 * @param maxAge how long an input may wait: requests that would have to wait longer are refused,
 *     and what waited longer all the same is dropped
 */
public record BatchLimits(long batchTokens, long queueTokens, Duration maxAge) {
  /** How long an input may wait unless configured. */
  public static final Duration MAX_AGE = Duration.ofSeconds(30);

  public BatchLimits(long batchTokens, long queueTokens) {
    this(batchTokens, queueTokens, MAX_AGE);
  }
}
