package com.tkr.embed.security.ratelimit;

import java.util.LinkedHashMap;
import java.util.Map;

/** What operators see of the limits. */
public record RateLimiterStats(
    ServerLimits limits, CallerTables.Sizes sizes, LimitCounts.Counts counts) {
  /** As JSON: {@code enabled}, {@code limits}, tracked callers, allowed and refused counts. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("enabled", limits.enabled());
    json.put("limits", limitsJson());
    json.put("tracked_callers", sizes.verified() + sizes.addresses());
    json.put("tracked_addresses", sizes.addresses());
    json.put("forgotten_callers", sizes.forgotten());
    json.put("allowed_requests", counts.requests());
    json.put("allowed_items", counts.items());
    json.put("refused", refused());
    json.put("refused_by_limit", counts.refused());
    return json;
  }

  private long refused() {
    return counts.refused().values().stream().mapToLong(Long::longValue).sum();
  }

  private Map<String, Object> limitsJson() {
    Limits requests = limits.requests();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("burst_size", requests.burst());
    json.put("requests_per_minute", requests.perMinute());
    json.put("requests_per_hour", requests.perHour());
    json.put("requests_per_day", requests.perDay());
    json.put("items_per_request", limits.itemsPerRequest());
    return json;
  }
}
