package com.tkr.embed.bench;

import java.time.Duration;

/** Waiting, which nothing interrupts here. */
final class Sleep {
  private Sleep() {}

  static void millis(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static void of(Duration duration) {
    millis(duration.toMillis());
  }
}
