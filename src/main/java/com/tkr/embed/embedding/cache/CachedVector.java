package com.tkr.embed.embedding.cache;

/**
 * What the model computed for one input. Shared between requests: nobody may write to {@code
 * pooled}.
 *
 * @param pooled the pooled hidden state, embedding_dim floats, not normalised
 * @param norm its L2 norm, so that normalising costs one pass
 * @param tokens tokens that were computed
 * @param truncated whether the text was cut to the model's length
 */
public record CachedVector(float[] pooled, double norm, int tokens, boolean truncated) {
  /** A pooled row as the model returned it. */
  public static CachedVector of(float[] pooled, int tokens, boolean truncated) {
    double sum = 0;
    for (float value : pooled) {
      sum += (double) value * value;
    }
    return new CachedVector(pooled, Math.sqrt(sum), tokens, truncated);
  }
}
