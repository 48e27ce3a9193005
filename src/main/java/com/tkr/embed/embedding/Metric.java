package com.tkr.embed.embedding;

/** How alike two vectors of the same length are; more is more alike. Sums are kept in double. */
public enum Metric {
  /** The cosine of the angle between them, -1 to 1; 0 when either is zero. */
  COSINE("cosine") {
    @Override
    double of(float[] a, float[] b) {
      double lengths = Math.sqrt(product(a, a)) * Math.sqrt(product(b, b));
      return lengths == 0 ? 0 : Math.max(-1, Math.min(1, product(a, b) / lengths));
    }
  },
  /** {@code 1 / (1 + distance)}, 0 to 1. */
  EUCLIDEAN("euclidean") {
    @Override
    double of(float[] a, float[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        double difference = (double) a[i] - b[i];
        sum += difference * difference;
      }
      return 1 / (1 + Math.sqrt(sum));
    }
  },
  /** The sum of the products. */
  DOT("dot") {
    @Override
    double of(float[] a, float[] b) {
      return product(a, b);
    }
  };

  private final String wireName;

  Metric(String wireName) {
    this.wireName = wireName;
  }

  /** What requests call it. */
  public String wireName() {
    return wireName;
  }

  abstract double of(float[] a, float[] b);

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
