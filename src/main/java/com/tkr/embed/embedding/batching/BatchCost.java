package com.tkr.embed.embedding.batching;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Learns what a batch costs: {@code nanos = fixed + perToken * tokens}, by iteratively reweighted
 * least squares (Huber's weights) over the last {@value #POINTS} batches, older ones fading. Errors
 * count in relation to the expected time, so that small batches tell the fixed part; stray pauses
 * count little, and a lasting change is followed once it is the majority. A fit takes microseconds.
 * Not thread-safe.
 */
final class BatchCost {
  /** The share that a fixed part may have of a full batch's time. */
  private static final double FIXED_SHARE = 0.1;

  private static final long LEAST_BUDGET = 256;
  private static final int POINTS = 48;
  private static final int FIRST_POINTS = 4;
  private static final int ITERATIONS = 4;
  private static final double MEMORY = 0.97;
  private static final double OUTLIER = 3;
  private static final double LEAST_ERROR = 0.02;
  private static final double LEAST_SPREAD = 0.03;
  private static final double LEAST_SLOPE = 1e-3;

  private final long leastBudget;
  private final long mostBudget;
  private final double[] tokens = new double[POINTS];
  private final double[] nanos = new double[POINTS];
  private long added;
  private double fixed;
  private double perToken;
  private double shape;
  private boolean fitted;

  /** Budgets are at most {@code batchTokens} and, within it, at least 256. */
  BatchCost(long batchTokens) {
    mostBudget = batchTokens;
    leastBudget = Math.min(LEAST_BUDGET, batchTokens);
  }

  /** A batch of {@code x} tokens took {@code y} nanoseconds. */
  void add(long x, long y) {
    if (x <= 0 || y <= 0) {
      return;
    }
    int slot = (int) (added++ % POINTS);
    tokens[slot] = x;
    nanos[slot] = y;
    start();
    for (int i = 0; i < ITERATIONS && added >= FIRST_POINTS; i++) {
      fit(weights());
    }
  }

  /** What was learned so far. */
  EngineRate rate() {
    return added == 0
        ? EngineRate.unmeasured(leastBudget)
        : new EngineRate(fixed, perToken, budget(), true);
  }

  /** The smallest budget whose fixed part is within its share; before a fit the least one. */
  private long budget() {
    double wanted = fixed * (1 - FIXED_SHARE) / (FIXED_SHARE * perToken);
    return fitted
        ? (long) Math.ceil(Math.max(leastBudget, Math.min(mostBudget, wanted)))
        : leastBudget;
  }

  private int size() {
    return (int) Math.min(added, POINTS);
  }

  /** Begins at the median level of the last shape (proportional at first): no outlier moves it. */
  private void start() {
    perToken =
        median(
            IntStream.range(0, size()).mapToDouble(i -> nanos[i] / (tokens[i] + shape)).toArray());
    fixed = shape * perToken;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[(values.length - 1) / 2];
  }

  private double[] weights() {
    double[] errors = new double[size()];
    double[] weights = new double[size()];
    for (int i = 0; i < size(); i++) {
      double expected = fixed + perToken * tokens[i];
      errors[i] = Math.abs(nanos[i] / expected - 1);
      weights[i] = Math.pow(MEMORY, age(i)) / (expected * expected);
    }
    double bound = OUTLIER * Math.max(LEAST_ERROR, median(errors.clone()));
    for (int i = 0; i < size(); i++) {
      weights[i] *= Math.min(1, bound / errors[i]);
    }
    return weights;
  }

  private long age(int slot) {
    return Math.floorMod(added - 1 - slot, POINTS);
  }

  /** Without spread in the sizes the shape (fixed / perToken) cannot be told: it stays. */
  private void fit(double[] weights) {
    double sum = Arrays.stream(weights).sum();
    double x = dot(weights, tokens) / sum;
    double y = dot(weights, nanos) / sum;
    double spread = 0;
    double slope = 0;
    for (int i = 0; i < weights.length; i++) {
      spread += weights[i] / sum * (tokens[i] - x) * (tokens[i] - x);
      slope += weights[i] / sum * (tokens[i] - x) * (nanos[i] - y);
    }
    if (spread > LEAST_SPREAD * x * x) {
      fitted = true;
      perToken = Math.min(y / x, Math.max(LEAST_SLOPE * y / x, slope / spread));
      shape = y / perToken - x;
    }
    perToken = y / (x + shape);
    fixed = shape * perToken;
  }

  private static double dot(double[] weights, double[] values) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * values[i];
    }
    return sum;
  }
}
