package com.tkr.embed.keys;

import com.tkr.embed.request.Caller;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;

/** A key as requests are checked against it, everything ready. */
final class KnownKey {
  private static final HexFormat HEX = HexFormat.of();
  private static final KeyCheck WRONG_SECRET = KeyCheck.refused(KeyCheck.Outcome.WRONG_SECRET);
  private static final KeyCheck REVOKED = KeyCheck.refused(KeyCheck.Outcome.REVOKED);
  private static final KeyCheck EXPIRED = KeyCheck.refused(KeyCheck.Outcome.EXPIRED);

  private final StoredKey stored;
  private final UsageCounter usage;
  private final byte[] current;
  private final byte[] previous;
  private final long previousUntil;
  private final long expiresAt;
  private final KeyCheck accepted;

  KnownKey(StoredKey stored, UsageCounter usage) {
    this.stored = stored;
    this.usage = usage;
    KeySecrets secrets = stored.secrets();
    current = HEX.parseHex(secrets.current());
    boolean overlaps = secrets.previous() != null;
    previous = HEX.parseHex(overlaps ? secrets.previous() : secrets.current());
    previousUntil = overlaps ? secrets.previousUntil().toEpochMilli() : Long.MIN_VALUE;
    expiresAt = millis(stored.terms().expiresAt());
    KeyTerms terms = stored.terms();
    accepted =
        new KeyCheck(
            KeyCheck.Outcome.ACCEPTED,
            new Caller(
                "key:" + stored.id(), Caller.Kind.API_KEY, terms.permissions(), terms.limits()));
  }

  StoredKey stored() {
    return stored;
  }

  UsageCounter usage() {
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

  private static long millis(Instant moment) {
    return moment == null ? Long.MAX_VALUE : moment.toEpochMilli();
  }
}
