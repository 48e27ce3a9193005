package com.tkr.embed.config.settings;

import java.util.stream.Stream;

/** How much is logged, from the least to the most. */
public enum LogLevel {
  ERROR("SEVERE", 1000),
  WARNING("WARNING", 900),
  INFO("INFO", 700),
  DEBUG("FINE", 500),
  TRACE("FINER", Integer.MIN_VALUE);

  private final String platformName;
  private final int least;

  LogLevel(String platformName, int least) {
    this.platformName = platformName;
    this.least = least;
  }

  /** As java.util.logging calls it. */
  public String platformName() {
    return platformName;
  }

  /** The level of a line by java.util.logging's number. */
  public static LogLevel of(int platformValue) {
    return Stream.of(values())
        .filter(level -> platformValue >= level.least)
        .findFirst()
        .orElseThrow();
  }
}
