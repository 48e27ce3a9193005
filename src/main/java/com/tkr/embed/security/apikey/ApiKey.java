package com.tkr.embed.security.apikey;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may be shown of a key: everything but its secret and the secret's digests. */
public record ApiKey(StoredKey stored, Usage usage) {
  /** The public id. */
  public String id() {
    return stored.id();
  }

  /** What the key's text begins with. */
  public String keyPrefix() {
    return KeyText.PREFIX + stored.id();
  }

  /** What the key's text ends with. */
  public String last4() {
    return stored.secrets().last4();
  }

  public String name() {
    return stored.terms().name();
  }

  public Set<Permission> permissions() {
    return stored.terms().permissions();
  }

  /** Its own limits; null for the server's. */
  public @Nullable CallerLimits limits() {
    return stored.terms().limits();
  }

  public Instant createdAt() {
    return stored.createdAt();
  }

  /** The first moment that it is not valid; null for never. */
  public @Nullable Instant expiresAt() {
    return stored.terms().expiresAt();
  }

  /** Null when it is not revoked. */
  public @Nullable Instant revokedAt() {
    return stored.revokedAt();
  }

  /** Until when the secret before the last rotation is accepted; null when there is none. */
  public @Nullable Instant previousUntil() {
    return stored.secrets().previousUntil();
  }

  /** When it was last presented, up to some seconds ago; null for never. */
  public @Nullable Instant lastUsedAt() {
    return usage.lastUsedAt();
  }

  /** Requests that were made with it, up to some seconds ago. */
  public long usageCount() {
    return usage.count();
  }

  /** Whether it is accepted at a moment. */
  public boolean isValid(Instant now) {
    return revokedAt() == null && (expiresAt() == null || now.isBefore(expiresAt()));
  }

  @Override
  public String toString() {
    return keyPrefix();
  }

  /**
   * How much a key was used.
   *
   * @param count requests
   * @param lastUsedAt null for never
   */
  record Usage(long count, @Nullable Instant lastUsedAt) {
    static final Usage NONE = new Usage(0, null);
  }
}
