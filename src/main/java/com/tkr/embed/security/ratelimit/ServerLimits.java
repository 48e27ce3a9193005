package com.tkr.embed.security.ratelimit;

import com.tkr.embed.security.apikey.CallerLimits;
import org.eclipse.microprofile.config.Config;

/**
 * The limits of callers without limits of their own.
 *
 * @param enabled whether anything is limited at all
 * @param requests limits of requests; 0 is without
 * @param itemsPerRequest how many input items count like one request; 0 for no limit of items
 */
record ServerLimits(boolean enabled, Limits requests, int itemsPerRequest) {
  /** What is configured; 0 is without that limit. */
  static ServerLimits of(Config config) {
    Limits requests =
        new Limits(
            number(config, "burst"),
            number(config, "rpm"),
            number(config, "rph"),
            number(config, "rpd"));
    return new ServerLimits(
        config.getValue("embedding.rate-limit.enabled", Boolean.class),
        requests,
        number(config, "items-per-request"));
  }

  private static int number(Config config, String name) {
    return config.getValue("embedding.rate-limit." + name, Integer.class);
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

  private static long or(Integer own, long servers) {
    return own == null ? servers : own;
  }
}
