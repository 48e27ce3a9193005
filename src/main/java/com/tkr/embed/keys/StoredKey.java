package com.tkr.embed.keys;

import com.tkr.embed.request.Permission;
import java.time.Instant;
import java.util.stream.Collectors;

/**
 * A key as the database has it.
 *
 * @param revokedAt null when it is not revoked
 * @param revision of the store when the key last changed
 */
record StoredKey(
    String id,
    KeySecrets secrets,
    KeyTerms terms,
    Instant createdAt,
    Instant revokedAt,
    long revision) {

  StoredKey with(KeySecrets fresh) {
    return new StoredKey(id, fresh, terms, createdAt, revokedAt, revision);
  }

  StoredKey with(KeyTerms fresh) {
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
}
