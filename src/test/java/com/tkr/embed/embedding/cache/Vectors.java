package com.tkr.embed.embedding.cache;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Keys and vectors that a test can tell apart and check by value. */
final class Vectors {
  private Vectors() {}

  static CacheKey key(long number) {
    SplittableRandom random = new SplittableRandom(number);
    return new CacheKey(random.nextLong(), random.nextLong());
  }

  /** The one vector that belongs to this number. */
  static CachedVector random(int dimension, long number) {
    SplittableRandom random = new SplittableRandom(~number);
    float[] pooled = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      pooled[i] = (float) random.nextDouble(-50, 50);
    }
    return CachedVector.of(pooled, (int) (number % 1000), false);
  }

  /** Whether a vector is the one of this number, bit by bit. */
  static boolean isOf(long number, CachedVector vector) {
    CachedVector expected = random(vector.pooled().length, number);
    return Arrays.equals(expected.pooled(), vector.pooled())
        && expected.norm() == vector.norm()
        && expected.tokens() == vector.tokens();
  }
}
