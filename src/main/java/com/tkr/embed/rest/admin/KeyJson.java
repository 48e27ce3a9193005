package com.tkr.embed.rest.admin;

import com.tkr.embed.security.apikey.ApiKey;
import com.tkr.embed.security.apikey.CallerLimits;
import com.tkr.embed.security.apikey.Permission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A key as administrators see it: field by field, and never its secret. */
final class KeyJson {
  private KeyJson() {}

  static Map<String, Object> of(ApiKey key) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", key.id());
    body.put("key_prefix", key.keyPrefix());
    body.put("last_four", key.last4());
    body.put("name", key.name());
    body.put("permissions", key.permissions().stream().map(Permission::wireName).sorted().toList());
    body.put("created_at", text(key.createdAt()));
    body.put("last_used_at", text(key.lastUsedAt()));
    body.put("expires_at", text(key.expiresAt()));
    body.put("revoked_at", text(key.revokedAt()));
    body.put("usage_count", key.usageCount());
    body.put("is_valid", key.isValid(Instant.now()));
    body.put("limits", limits(key.limits()));
    return body;
  }

  /** Hours with uses, the first one first. */
  static Map<String, Object> usage(SortedMap<Instant, Integer> hours) {
    List<Map<String, Object>> rows = new ArrayList<>();
    hours.forEach((hour, count) -> rows.add(Map.of("hour", hour.toString(), "requests", count)));
    return Map.of("hours", rows);
  }

  private static @Nullable Map<String, Object> limits(@Nullable CallerLimits limits) {
    if (limits == null) {
      return null;
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("burst_size", limits.burst());
    body.put("requests_per_minute", limits.perMinute());
    body.put("requests_per_hour", limits.perHour());
    body.put("requests_per_day", limits.perDay());
    body.put("items_per_request", limits.itemsPerRequest());
    return body;
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
