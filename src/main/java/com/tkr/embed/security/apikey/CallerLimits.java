package com.tkr.embed.security.apikey;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The limits of one caller where they differ from the server's; null leaves the server's, 0 means
 * without limit.
 *
 * @param burst requests at once
 * @param perMinute requests in any 60 seconds
 * @param perHour requests in any hour
 * @param perDay requests in any 24 hours
 * @param itemsPerRequest how many input items count like one request in the item quota
 */
public record CallerLimits(
    Integer burst, Integer perMinute, Integer perHour, Integer perDay, Integer itemsPerRequest) {
  /** The limits, in the order of the parameters. */
  List<Integer> values() {
    return Arrays.asList(burst, perMinute, perHour, perDay, itemsPerRequest);
  }

  /** The limits; null when they are the server's in everything. */
  static CallerLimits orNull(CallerLimits limits) {
    return limits == null || limits.values().stream().allMatch(Objects::isNull) ? null : limits;
  }
}
