package com.tkr.embed.it;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what is going to happen, on however slow a machine. */
final class Waiting {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(20);

  private Waiting() {}

  static void until(BooleanSupplier condition) {
    until(LONG, condition);
  }

  /** For what takes as long as this on a machine that is busy with other things. */
  static void until(Duration most, BooleanSupplier condition) {
    long end = System.nanoTime() + most.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("It did not happen");
      }
      pause(POLL);
    }
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
