package com.tkr.embed.security.ratelimit;

/**
 * How much of something a caller may do; 0 means without that limit.
 *
 * @param burst at once
 * @param perMinute in any 60 seconds
 * @param perHour in any hour
 * @param perDay in any 24 hours
 */
public record Limits(long burst, long perMinute, long perHour, long perDay) {
  /** Without any limit. */
  public static final Limits NONE = new Limits(0, 0, 0, 0);

  /** As many times these limits; 0 times is {@link #NONE}. */
  public Limits times(long factor) {
    return new Limits(burst * factor, perMinute * factor, perHour * factor, perDay * factor);
  }
}
