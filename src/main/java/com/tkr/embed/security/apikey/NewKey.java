package com.tkr.embed.security.apikey;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key to be made, within {@link KeyRules}.
 *
 * @param permissions at least one
 * @param expiresInDays from 1; null for never
 * @param limits its own; null for the server's
 */
public record NewKey(
    String name,
    Set<Permission> permissions,
    @Nullable Integer expiresInDays,
    @Nullable CallerLimits limits) {
  public NewKey {
    KeyRules.name(name);
    permissions = KeyRules.permissions(permissions);
    limits = KeyRules.limits(limits);
    if (expiresInDays != null) {
      KeyRules.days(expiresInDays);
    }
  }

  StoredKey.Terms terms(Instant now) {
    return new StoredKey.Terms(name, permissions, expiry(expiresInDays, now), limits);
  }

  /** The moment that a number of days ends; null for never. */
  static @Nullable Instant expiry(@Nullable Integer days, Instant now) {
    return days == null ? null : now.plus(Duration.ofDays(days));
  }
}
