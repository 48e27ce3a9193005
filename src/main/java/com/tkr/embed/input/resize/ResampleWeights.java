package com.tkr.embed.input.resize;

/**
 * Which source samples make each output sample of one axis, and with what weight: Pillow's BICUBIC
 * (a = -0.5, widened when shrinking), weights as integers of 22 fractional bits. As {@code
 * precompute_coeffs} and {@code normalize_coeffs_8bpc} in Pillow 12.3's {@code
 * src/libImaging/Resample.c}.
 */
final class ResampleWeights {
  /** Fractional bits of a weight. */
  static final int PRECISION = 22;

  private static final double SUPPORT = 2;

  private final int[] first;
  private final int[] count;
  private final int[] weights;
  private final int stride;

  ResampleWeights(int in, int out) {
    double scale = (double) in / out;
    double filterScale = Math.max(scale, 1);
    first = new int[out];
    count = new int[out];
    stride = (int) Math.ceil(SUPPORT * filterScale) * 2 + 1;
    weights = new int[out * stride];
    for (int i = 0; i < out; i++) {
      fill(i, in, new Window((i + 0.5) * scale, filterScale));
    }
  }

  private record Window(double center, double filterScale) {}

  /** The first source sample of output sample {@code i}. */
  int first(int i) {
    return first[i];
  }

  /** How many source samples make output sample {@code i}. */
  int count(int i) {
    return count[i];
  }

  /** All weights; those of output sample {@code i} begin at {@code i * stride()}. */
  int[] weights() {
    return weights;
  }

  /** Distance between the weights of neighbouring output samples. */
  int stride() {
    return stride;
  }

  /** The most source samples that make one output sample. */
  int longest() {
    int longest = 0;
    for (int n : count) {
      longest = Math.max(longest, n);
    }
    return longest;
  }

  /** A sum of weighted samples as a sample: rounded and clipped to 0..255. */
  static int sample(int sum) {
    int value = (sum + (1 << (PRECISION - 1))) >> PRECISION;
    return value < 0 ? 0 : Math.min(value, 255);
  }

  private void fill(int i, int in, Window window) {
    double support = SUPPORT * window.filterScale();
    int lo = Math.max((int) (window.center() - support + 0.5), 0);
    int hi = Math.min((int) (window.center() + support + 0.5), in);
    double[] w = new double[hi - lo];
    double sum = 0;
    for (int k = 0; k < w.length; k++) {
      w[k] = bicubic((k + lo - window.center() + 0.5) * (1 / window.filterScale()));
      sum += w[k];
    }
    first[i] = lo;
    count[i] = w.length;
    for (int k = 0; k < w.length; k++) {
      double weight = sum == 0 ? w[k] : w[k] / sum;
      weights[i * stride + k] = (int) (weight * (1 << PRECISION) + (weight < 0 ? -0.5 : 0.5));
    }
  }

  private static double bicubic(double x) {
    double d = Math.abs(x);
    if (d < 1) {
      return (1.5 * d - 2.5) * d * d + 1;
    }
    return d < 2 ? (((d - 5) * d + 8) * d - 4) * -0.5 : 0;
  }
}
