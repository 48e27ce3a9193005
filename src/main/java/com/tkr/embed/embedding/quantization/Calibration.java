package com.tkr.embed.embedding.quantization;

import java.util.List;
import java.util.TreeMap;

/**
 * Finds the scale that rounds a sample of vectors to bytes with the least squared error: cutting
 * few large numbers, against rounding all the others.
 */
public final class Calibration {
  private static final int LEAST_DIMENSIONS = 32;
  private static final int STEPS = 64;

  private Calibration() {}

  /**
   * The scales of whole vectors, and of those cut to each power of two, each normalised again.
   *
   * @param vectors of unit length, one at least
   * @throws IllegalArgumentException when one holds no number, or what is none: of that no scale
   *     could be told
   */
  public static Scales of(List<float[]> vectors) {
    if (vectors.isEmpty() || !vectors.stream().allMatch(Calibration::isVector)) {
      throw new IllegalArgumentException("a vector of the sample holds what is no finite number");
    }
    TreeMap<Integer, Float> scales = new TreeMap<>();
    int whole = vectors.get(0).length;
    scales.put(whole, scale(vectors));
    for (int size = LEAST_DIMENSIONS; size < whole; size *= 2) {
      int dimensions = size;
      scales.put(size, scale(vectors.stream().map(vector -> cut(vector, dimensions)).toList()));
    }
    return new Scales(scales, Scales.CALIBRATED);
  }

  private static boolean isVector(float[] numbers) {
    for (float number : numbers) {
      if (!Float.isFinite(number)) {
        return false;
      }
    }
    return numbers.length > 0;
  }

  /** The leading dimensions at unit length. */
  static float[] cut(float[] vector, int dimensions) {
    double squares = 0;
    for (int i = 0; i < dimensions; i++) {
      squares += (double) vector[i] * vector[i];
    }
    float[] cut = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      cut[i] = squares == 0 ? 0 : (float) (vector[i] / Math.sqrt(squares));
    }
    return cut;
  }

  private static float scale(List<float[]> vectors) {
    float largest = largest(vectors);
    float best = largest;
    double least = Double.POSITIVE_INFINITY;
    for (int step = 1; step <= STEPS; step++) {
      float scale = largest * step / STEPS;
      double error = squaredError(vectors, scale);
      if (error < least) {
        least = error;
        best = scale;
      }
    }
    return best;
  }

  private static float largest(List<float[]> vectors) {
    float largest = Float.MIN_NORMAL;
    for (float[] vector : vectors) {
      for (float number : vector) {
        largest = Math.max(largest, Math.abs(number));
      }
    }
    return largest;
  }

  private static double squaredError(List<float[]> vectors, float scale) {
    Quantizer quantizer = new Quantizer(scale);
    double error = 0;
    for (float[] vector : vectors) {
      int[] bytes = quantizer.numbers(vector, VectorType.INT8);
      for (int i = 0; i < bytes.length; i++) {
        double difference = bytes[i] * scale / Quantizer.LAST - vector[i];
        error += difference * difference;
      }
    }
    return error;
  }
}
