package com.tkr.embed.observe.log;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A line about a request that ended, or about what an administrator did.
 *
 * @param number counts them since the start
 * @param millis when, since the epoch
 * @param kind {@code access} or {@code audit}
 * @param fields what it says, by the names of the log's JSON
 */
public record RecentLine(long number, long millis, String kind, Map<String, Object> fields) {
  /** Copies what is told; the request itself is not kept. */
  static RecentLine access(long number, AccessLine line) {
    LogContext context = line.context();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("request_id", context.requestId());
    fields.put("method", context.method());
    fields.put("route", line.route());
    fields.put("status", line.status());
    fields.put("duration_ms", line.durationMillis());
    fields.put("items", context.usage().items());
    fields.put("tokens", context.usage().tokens());
    fields.put("cache_hits", context.usage().hits());
    fields.put("caller", context.callerId());
    return new RecentLine(number, line.millis(), "access", fields);
  }

  static RecentLine audit(long number, long millis, String message) {
    return new RecentLine(number, millis, "audit", Map.of("message", message));
  }
}
