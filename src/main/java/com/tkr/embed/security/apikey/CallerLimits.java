package com.tkr.embed.security.apikey;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
    @Nullable Integer burst,
    @Nullable Integer perMinute,
    @Nullable Integer perHour,
    @Nullable Integer perDay,
    @Nullable Integer itemsPerRequest) {
  /** The limits, in the order of the parameters. */
  List<@Nullable Integer> values() {
    return Arrays.asList(burst, perMinute, perHour, perDay, itemsPerRequest);
  }

  /** The limits; null when they are the server's in everything. */
  static @Nullable CallerLimits orNull(@Nullable CallerLimits limits) {
    return limits == null || limits.values().stream().allMatch(Objects::isNull) ? null : limits;
  }
}
