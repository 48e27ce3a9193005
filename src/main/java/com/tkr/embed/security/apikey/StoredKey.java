package com.tkr.embed.security.apikey;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A key as the database has it.
 *
 * @param revokedAt null when it is not revoked
 * @param revision of the store when the key last changed
 */
record StoredKey(
    String id,
    Secrets secrets,
    Terms terms,
    Instant createdAt,
    @Nullable Instant revokedAt,
    long revision) {

  StoredKey with(Secrets fresh) {
    return new StoredKey(id, fresh, terms, createdAt, revokedAt, revision);
  }

  StoredKey with(Terms fresh) {
    return new StoredKey(id, secrets, fresh, createdAt, revokedAt, revision);
  }

  StoredKey revoked(Instant now) {
    return new StoredKey(id, secrets, terms, createdAt, now, revision);
  }

  StoredKey at(long newRevision) {
    return new StoredKey(id, secrets, terms, createdAt, revokedAt, newRevision);
  }

  /** The names of its permissions in a fixed order, between commas. */
  String permissionNames() {
    return terms.permissions().stream()
        .sorted()
        .map(Permission::wireName)
        .collect(Collectors.joining(","));
  }

  /** A digest of everything here, so that nobody but this server can have written it. */
  String seal(Pepper pepper) {
    return pepper.hex(
        String.join(
            "|",
            id,
            String.valueOf(revision),
            secrets.current(),
            secrets.last4(),
            secrets.previous(),
            String.valueOf(secrets.previousUntil()),
            permissionNames(),
            String.valueOf(createdAt),
            String.valueOf(terms.expiresAt()),
            String.valueOf(revokedAt),
            String.valueOf(terms.limits()),
            terms.name()));
  }

  /**
   * The digests of a key's secrets, in hex.
   *
   * @param current of the newest
   * @param last4 what the newest key's text ends with
   * @param previous of the one before; null when it is not accepted any more
   * @param previousUntil the first moment that the one before is not accepted
   */
  record Secrets(
      String current, String last4, @Nullable String previous, @Nullable Instant previousUntil) {
    /** The only secret of a new key. */
    static Secrets of(KeyText key, Pepper pepper) {
      return new Secrets(digest(key, pepper), key.last4(), null, null);
    }

    /** A new secret, and the present one until a moment. */
    Secrets rotated(KeyText key, Pepper pepper, Instant until) {
      return new Secrets(digest(key, pepper), key.last4(), current, until);
    }

    private static String digest(KeyText key, Pepper pepper) {
      return java.util.HexFormat.of().formatHex(pepper.digest(key.head()));
    }
  }

  /**
   * What an administrator decides about a key.
   *
   * @param name for people
   * @param permissions at least one
   * @param expiresAt the first moment that it is not valid; null for never
   * @param limits its own; null for the server's
   */
  record Terms(
      String name,
      Set<Permission> permissions,
      @Nullable Instant expiresAt,
      @Nullable CallerLimits limits) {
    Terms {
      permissions = Set.copyOf(permissions);
    }
  }
}
