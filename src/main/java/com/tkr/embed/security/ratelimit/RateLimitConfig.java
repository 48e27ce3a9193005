package com.tkr.embed.security.ratelimit;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the operator configured about limits; 0 is without that limit. */
@Dependent
public class RateLimitConfig {
  @Inject
  @ConfigProperty(name = "embedding.rate-limit.enabled")
  boolean enabled;

  @Inject
  @ConfigProperty(name = "embedding.rate-limit.burst")
  int burst;

  @Inject
  @ConfigProperty(name = "embedding.rate-limit.rpm")
  int perMinute;

  @Inject
  @ConfigProperty(name = "embedding.rate-limit.rph")
  int perHour;

  @Inject
  @ConfigProperty(name = "embedding.rate-limit.rpd")
  int perDay;

  @Inject
  @ConfigProperty(name = "embedding.rate-limit.items-per-request")
  int itemsPerRequest;

  /** What every caller may do that has no limits of its own. */
  ServerLimits limits() {
    Limits requests = new Limits(burst, perMinute, perHour, perDay);
    return new ServerLimits(enabled, requests, itemsPerRequest);
  }
}
