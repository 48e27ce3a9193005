package com.tkr.embed.security.apikey;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A key as requests are checked against it, everything ready. */
final class KnownKey {
  private static final HexFormat HEX = HexFormat.of();
  private static final KeyCheck WRONG_SECRET = KeyCheck.refused(KeyCheck.Outcome.WRONG_SECRET);
  private static final KeyCheck REVOKED = KeyCheck.refused(KeyCheck.Outcome.REVOKED);
  private static final KeyCheck EXPIRED = KeyCheck.refused(KeyCheck.Outcome.EXPIRED);

  private final StoredKey stored;
  private final Uses usage;
  private final byte[] current;
  private final byte[] previous;
  private final long previousUntil;
  private final long expiresAt;
  private final KeyCheck accepted;

  KnownKey(StoredKey stored, Uses usage) {
    this.stored = stored;
    this.usage = usage;
    StoredKey.Secrets secrets = stored.secrets();
    current = HEX.parseHex(secrets.current());
    String replaced = secrets.previous();
    Instant until = secrets.previousUntil();
    previous = HEX.parseHex(replaced == null ? secrets.current() : replaced);
    previousUntil = replaced == null || until == null ? Long.MIN_VALUE : until.toEpochMilli();
    expiresAt = millis(stored.terms().expiresAt());
    StoredKey.Terms terms = stored.terms();
    accepted =
        new KeyCheck(
            KeyCheck.Outcome.ACCEPTED,
            new Caller(
                "key:" + stored.id(), Caller.Kind.API_KEY, terms.permissions(), terms.limits()));
  }

  StoredKey stored() {
    return stored;
  }

  Uses usage() {
    return usage;
  }

  /** Decides by the digest of what was presented, in the same time whatever it is. */
  KeyCheck check(byte[] digest, long nowMillis) {
    boolean isCurrent = MessageDigest.isEqual(current, digest);
    boolean isPrevious = MessageDigest.isEqual(previous, digest) & nowMillis < previousUntil;
    if (!(isCurrent | isPrevious)) {
      return WRONG_SECRET;
    }
    if (stored.revokedAt() != null) {
      return REVOKED;
    }
    if (nowMillis >= expiresAt) {
      return EXPIRED;
    }
    usage.count(nowMillis);
    return accepted;
  }

  private static long millis(@Nullable Instant moment) {
    return moment == null ? Long.MAX_VALUE : moment.toEpochMilli();
  }

  /** The uses of one key that are not in the database yet. */
  static final class Uses {
    private final LongAdder uses = new LongAdder();
    private volatile long lastMillis;

    void count(long nowMillis) {
      uses.increment();
      if (lastMillis < nowMillis) {
        lastMillis = nowMillis;
      }
    }

    /** What is to be added to the database; it stays counted here until {@link #added}. */
    ApiKey.Usage pending() {
      return new ApiKey.Usage(uses.sum(), Instant.ofEpochMilli(lastMillis));
    }

    /** Says that uses are in the database. */
    void added(ApiKey.Usage usage) {
      uses.add(-usage.count());
    }
  }
}
