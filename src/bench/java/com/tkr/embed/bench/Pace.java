package com.tkr.embed.bench;

import java.time.Duration;

/**
 * How long things are done.
 *
 * @param warm before anything is measured: Payara needs about a minute of load
 * @param measure of each figure
 * @param overload of ten times the capacity
 * @param slow of slow clients; figures count after a quarter
 */
record Pace(Duration warm, Duration measure, Duration overload, Duration slow) {
  static final Pace FULL = seconds(60, 20, 120, 120);
  static final Pace QUICK = seconds(15, 6, 20, 60);

  private static Pace seconds(int warm, int measure, int overload, int slow) {
    return new Pace(
        Duration.ofSeconds(warm),
        Duration.ofSeconds(measure),
        Duration.ofSeconds(overload),
        Duration.ofSeconds(slow));
  }
}
