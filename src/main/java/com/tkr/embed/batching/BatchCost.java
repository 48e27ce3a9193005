package com.tkr.embed.batching;

/**
 * Learns what a batch costs: weighted least squares of {@code nanos = a + b * tokens} over the last
 * few dozen batches, older ones fading. Errors count in relation to the expected time, so that
 * small batches tell the fixed part; far outliers count little (Huber's weights), and a lasting
 * change is followed within about {@code 1 / (1 - MEMORY)} batches. Not thread-safe.
 */
final class BatchCost {
  /** The share that a fixed part may have of a full batch's time. */
  private static final double FIXED_SHARE = 0.1;

  private static final long LEAST_BUDGET = 256;
  private static final double MEMORY = 0.97;
  private static final int FIRST_POINTS = 4;
  private static final double OUTLIER = 3;
  private static final double LEAST_ERROR = 0.02;
  private static final double LEAST_SPREAD = 1e-3;

  private final long leastBudget;
  private final long mostBudget;
  private double weights;
  private double tokens;
  private double nanos;
  private double tokensSquared;
  private double tokensNanos;
  private double relativeError = 1;
  private long points;
  private double fixed;
  private double perToken;
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
    points++;
    double weight = weight(x, y);
    fade();
    weights += weight;
    tokens += weight * x;
    nanos += weight * y;
    tokensSquared += weight * x * x;
    tokensNanos += weight * x * y;
    fit();
  }

  /** What was learned so far. */
  EngineRate rate() {
    return points == 0
        ? EngineRate.unmeasured(leastBudget)
        : new EngineRate(fixed, perToken, budget(), true);
  }

  /** The smallest budget whose fixed part is within its share, before a fit the least one. */
  private long budget() {
    double wanted = fixed * (1 - FIXED_SHARE) / (FIXED_SHARE * perToken);
    return fitted
        ? (long) Math.ceil(Math.max(leastBudget, Math.min(mostBudget, wanted)))
        : leastBudget;
  }

  private double weight(double x, double y) {
    if (points == 1) {
      return 1 / (y * y);
    }
    double expected = Math.max(y / 4, Math.min(4 * y, fixed + perToken * x));
    double error = Math.abs(y / (fixed + perToken * x) - 1);
    double bound = OUTLIER * Math.max(LEAST_ERROR, relativeError);
    double trust = points > FIRST_POINTS ? Math.min(1, bound / error) : 1;
    relativeError =
        points <= FIRST_POINTS
            ? Math.min(1, error)
            : MEMORY * relativeError + (1 - MEMORY) * Math.min(error, bound);
    return trust / (expected * expected);
  }

  private void fade() {
    weights *= MEMORY;
    tokens *= MEMORY;
    nanos *= MEMORY;
    tokensSquared *= MEMORY;
    tokensNanos *= MEMORY;
  }

  /** Without spread in the sizes the fixed part cannot be told: it stays, the slope follows. */
  private void fit() {
    double spread = tokensSquared - tokens * tokens / weights;
    if (points < FIRST_POINTS || spread < LEAST_SPREAD * tokensSquared) {
      fixed = Math.min(fixed, (1 - LEAST_SPREAD) * nanos / weights);
      perToken = (nanos - fixed * weights) / tokens;
      return;
    }
    fitted = true;
    double floor = LEAST_SPREAD * nanos / tokens;
    perToken = Math.max(floor, (tokensNanos - tokens * nanos / weights) / spread);
    fixed = (nanos - perToken * tokens) / weights;
    if (fixed < 0) {
      fixed = 0;
      perToken = tokensNanos / tokensSquared;
    }
  }
}
