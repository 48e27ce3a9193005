package com.tkr.embed.ratelimit;

import com.tkr.embed.config.InvalidSetting;
import com.tkr.embed.quota.Limits;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the operator configured about limits; 0 is without that limit. */
@Dependent
public class RateLimitConfig {
  private static final int MOST = 1_000_000;

  @Inject
  @ConfigProperty(name = "embedding.rate-limit.enabled", defaultValue = "true")
  String enabled;

  @Inject
  @ConfigProperty(name = "embedding.rate-limit.burst", defaultValue = "10")
  String burst;

  @Inject
  @ConfigProperty(name = "embedding.rate-limit.rpm", defaultValue = "60")
  String perMinute;

  @Inject
  @ConfigProperty(name = "embedding.rate-limit.rph", defaultValue = "1000")
  String perHour;

  @Inject
  @ConfigProperty(name = "embedding.rate-limit.rpd", defaultValue = "10000")
  String perDay;

  @Inject
  @ConfigProperty(name = "embedding.rate-limit.items-per-request", defaultValue = "100")
  String itemsPerRequest;

  /** What every caller may do that has no limits of its own. */
  ServerLimits limits() {
    Limits requests =
        new Limits(
            number("EMBEDDING_RATE_LIMIT_BURST", burst),
            number("EMBEDDING_RATE_LIMIT_RPM", perMinute),
            number("EMBEDDING_RATE_LIMIT_RPH", perHour),
            number("EMBEDDING_RATE_LIMIT_RPD", perDay));
    return new ServerLimits(
        isEnabled(), requests, number("EMBEDDING_RATE_LIMIT_ITEMS_PER_REQUEST", itemsPerRequest));
  }

  private boolean isEnabled() {
    return switch (enabled.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new InvalidSetting(
              "EMBEDDING_RATE_LIMIT_ENABLED=" + enabled + " is not one of true, false");
    };
  }

  private static int number(String setting, String value) {
    try {
      int number = Integer.parseInt(value.strip());
      if (number >= 0 && number <= MOST) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new InvalidSetting(setting + "=" + value + " is not a number from 0 to " + MOST);
  }
}
