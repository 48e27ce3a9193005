package com.tkr.embed.embedding;

import java.util.Arrays;

/** What a client may ask of a pooled hidden state: fewer dimensions, unit length. */
final class Vectors {
  private static final double EPSILON = 1e-12;

  private Vectors() {}

  /**
   * The leading {@code dimensions} floats (0: all), of unit length when {@code normalize}; the
   * pooled row is left as it is.
   */
  static float[] shape(float[] pooled, int dimensions, boolean normalize) {
    float[] vector = Arrays.copyOf(pooled, dimensions == 0 ? pooled.length : dimensions);
    if (normalize) {
      scale(vector, 1 / Math.max(norm(vector), EPSILON));
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
