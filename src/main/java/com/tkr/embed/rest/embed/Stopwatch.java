package com.tkr.embed.rest.embed;

/** Measures how long a call takes. */
record Stopwatch(long startNanos) {
  private static final double MICROS = 1e6;

  static Stopwatch start() {
    return new Stopwatch(System.nanoTime());
  }

  /** Seconds since the start, to the microsecond. */
  double seconds() {
    return (System.nanoTime() - startNanos) / 1_000 / MICROS;
  }
}
