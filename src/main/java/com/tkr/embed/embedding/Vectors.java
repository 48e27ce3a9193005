package com.tkr.embed.embedding;

import com.tkr.embed.embedding.cache.CachedVector;
import java.util.Arrays;

/** What a client may ask of a pooled hidden state: fewer dimensions, unit length. */
final class Vectors {
  private static final double EPSILON = 1e-12;

  private Vectors() {}

  /**
   * The leading {@code dimensions} floats (0: all), of unit length when {@code normalize}; the
   * cached row is left as it is.
   */
  static float[] shape(CachedVector row, int dimensions, boolean normalize) {
    float[] vector =
        Arrays.copyOf(row.pooled(), dimensions == 0 ? row.pooled().length : dimensions);
    if (normalize) {
      double norm = vector.length == row.pooled().length ? row.norm() : norm(vector);
      scale(vector, 1 / Math.max(norm, EPSILON));
    }
    return vector;
  }

  private static double norm(float[] vector) {
    double sum = 0;
    for (float value : vector) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  private static void scale(float[] vector, double factor) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (vector[i] * factor);
    }
  }
}
