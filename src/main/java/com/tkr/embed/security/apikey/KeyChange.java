package com.tkr.embed.security.apikey;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to become different about a key, within {@link KeyRules}; null leaves a thing as it is.
 *
 * @param expiresInDays from now; an empty one lets it live for ever
 * @param limits all of its own limits; an empty one leaves it the server's
 */
public record KeyChange(
    @Nullable String name,
    @Nullable Set<Permission> permissions,
    @Nullable Optional<Integer> expiresInDays,
    @Nullable Optional<CallerLimits> limits) {
  public KeyChange {
    if (name != null) {
      KeyRules.name(name);
    }
    if (permissions != null) {
      permissions = KeyRules.permissions(permissions);
    }
    if (expiresInDays != null) {
      expiresInDays.ifPresent(KeyRules::days);
    }
  }

  StoredKey.Terms changed(StoredKey.Terms terms, Instant now) {
    return new StoredKey.Terms(
        name == null ? terms.name() : name,
        permissions == null ? terms.permissions() : permissions,
        expiresInDays == null ? terms.expiresAt() : NewKey.expiry(expiresInDays.orElse(null), now),
        limits == null ? terms.limits() : KeyRules.limits(limits.orElse(null)));
  }
}
