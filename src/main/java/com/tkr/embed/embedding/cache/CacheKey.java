package com.tkr.embed.embedding.cache;

/**
 * Names one input of one model: the first 128 bits of a SHA-256, big endian. The chance that any
 * two of 10^9 inputs share one is 10^-21.
 */
public record CacheKey(long high, long low) {
  /** The bits are evenly spread already. */
  @Override
  public int hashCode() {
    return (int) low;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CacheKey key && key.low == low && key.high == high;
  }
}
