package com.tkr.embed.security.apikey;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as far as it was verified.
 *
 * @param id names the caller in logs, limits and the engine's queue, and holds no secret: {@code
 *     key:} and a public key id, {@code master}, {@code jwt:} and a digest of issuer and subject,
 *     {@code ip:} and an address when anonymous
 * @param kind how it was verified
 * @param permissions what it may do
 * @param limits its own limits; null for the server's
 */
public record Caller(
    String id, Kind kind, Set<Permission> permissions, @Nullable CallerLimits limits) {
  /** How a caller was verified. */
  public enum Kind {
    ANONYMOUS,
    API_KEY,
    MASTER_KEY,
    JWT
  }

  public Caller {
    permissions = Set.copyOf(permissions);
  }

  /** Whether it may do what needs the permission. */
  public boolean may(Permission permission) {
    return permissions.contains(permission) || permissions.contains(Permission.ALL);
  }
}
