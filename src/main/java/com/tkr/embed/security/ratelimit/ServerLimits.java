package com.tkr.embed.security.ratelimit;

import com.tkr.embed.config.settings.ServingSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.security.apikey.CallerLimits;
import org.jspecify.annotations.Nullable;

/**
 * The limits of callers without limits of their own.
 *
 * @param enabled whether anything is limited at all
 * @param requests limits of requests; 0 is without
 * @param itemsPerRequest how many input items count like one request; 0 for no limit of items
 */
record ServerLimits(boolean enabled, Limits requests, int itemsPerRequest) {
  /** What is configured; 0 is without that limit. */
  static ServerLimits of(Settings settings) {
    Limits requests =
        new Limits(
            settings.get(ServingSettings.BURST),
            settings.get(ServingSettings.PER_MINUTE),
            settings.get(ServingSettings.PER_HOUR),
            settings.get(ServingSettings.PER_DAY));
    return new ServerLimits(
        settings.get(ServingSettings.RATE_LIMIT_ENABLED),
        requests,
        settings.get(ServingSettings.ITEMS_PER_REQUEST));
  }

  Allowance allowance() {
    return new Allowance(requests, itemsPerRequest);
  }

  /** The allowance of a caller with limits of its own. */
  Allowance allowance(CallerLimits own) {
    return new Allowance(
        new Limits(
            or(own.burst(), requests.burst()),
            or(own.perMinute(), requests.perMinute()),
            or(own.perHour(), requests.perHour()),
            or(own.perDay(), requests.perDay())),
        or(own.itemsPerRequest(), itemsPerRequest));
  }

  private static long or(@Nullable Integer own, long servers) {
    return own == null ? servers : own;
  }
}
