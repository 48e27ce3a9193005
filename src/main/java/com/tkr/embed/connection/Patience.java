package com.tkr.embed.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How slow a client may be, in sending and in reading alike: a grace, then a rate it must keep
 * (Apache's mod_reqtimeout does the same).
 *
 * @param grace time that costs nothing
 * @param bytesPerSecond bytes that buy another second
 */
public record Patience(Duration grace, long bytesPerSecond) {
  private static final long SLOWEST = 1024;

  /** A grace of so many seconds, then a kilobyte a second. */
  public static Patience ofSeconds(long seconds) {
    return new Patience(Duration.ofSeconds(seconds), SLOWEST);
  }

  /** How long {@code bytes} may take. */
  long nanosFor(long bytes) {
    return grace.toNanos() + TimeUnit.SECONDS.toNanos(bytes / bytesPerSecond);
  }
}
