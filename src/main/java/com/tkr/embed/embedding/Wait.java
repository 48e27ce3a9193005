package com.tkr.embed.embedding;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long something takes that began at a moment: as long as it took the last time; and where
 * nobody knows, or it takes longer already, as long again as it has taken so far.
 *
 * @param clock of nanoseconds
 * @param since when it began, on that clock
 * @param expected what it takes in all; zero where nothing tells
 */
record Wait(LongSupplier clock, long since, Duration expected) {
  private static final long SHORTEST = 1;
  private static final long LONGEST = 600;

  /** Begins now. */
  static Wait begin(Duration expected) {
    return new Wait(System::nanoTime, System.nanoTime(), expected);
  }

  /** The same, on another expectation. */
  Wait expecting(Duration other) {
    return new Wait(clock, since, other);
  }

  /** Begins anew, on the same clock. */
  Wait again() {
    return new Wait(clock, clock.getAsLong(), expected);
  }

  /** So far. */
  Duration elapsed() {
    return Duration.ofNanos(clock.getAsLong() - since);
  }

  /** From now on. */
  Duration left() {
    Duration elapsed = elapsed();
    return expected.compareTo(elapsed) > 0 ? expected.minus(elapsed) : elapsed;
  }

  /** When to come again, in whole seconds: at least 1, and at most 10 minutes. */
  long retryAfterSeconds() {
    return retryAfterSeconds(left());
  }

  /** The same of another time. */
  static long retryAfterSeconds(Duration left) {
    return Math.max(SHORTEST, Math.min(seconds(left), LONGEST));
  }

  /** In whole seconds, rounded up. */
  static long seconds(Duration time) {
    return time.plusSeconds(1).minusNanos(1).toSeconds();
  }
}
