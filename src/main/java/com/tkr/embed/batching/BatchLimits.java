package com.tkr.embed.batching;

/**
 * Bounds of batching, in tokens (text and image tokens alike).
 *
 * @param batchTokens tokens of one batch; a longer input goes alone
 * @param queueTokens tokens that may wait; beyond it requests are refused
 */
public record BatchLimits(long batchTokens, long queueTokens) {}
