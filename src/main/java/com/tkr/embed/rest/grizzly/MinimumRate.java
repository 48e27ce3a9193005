package com.tkr.embed.rest.grizzly;

import java.time.Duration;

/**
 * How slow a client may be, in sending and in reading alike: in every period it must move a number
 * of bytes. Bytes moved earlier buy nothing, because the kernel takes the first megabytes at once
 * from, and for, whoever comes.
 *
 * @param period what is looked at
 * @param bytes that must move in it
 */
public record MinimumRate(Duration period, long bytes) {
  private static final long BYTES_PER_SECOND = 1024;

  /** Periods of so many seconds, and a kilobyte a second. */
  public static MinimumRate ofSeconds(long seconds) {
    return new MinimumRate(Duration.ofSeconds(seconds), seconds * BYTES_PER_SECOND);
  }

  /** Whether a period is over. */
  boolean isOver(long sinceNanos, long nanos) {
    return nanos - sinceNanos > period.toNanos();
  }
}
