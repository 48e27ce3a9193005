package com.tkr.embed.security.apikey;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All keys in memory: requests are decided without the database. */
final class KeyIndex {
  private static final KeyCheck UNKNOWN = KeyCheck.refused(KeyCheck.Outcome.UNKNOWN);

  private final Map<String, KnownKey> keys = new ConcurrentHashMap<>();
  private final Pepper pepper;
  private final Clock clock;
  private final KnownKey nobody;

  KeyIndex(Pepper pepper, Clock clock) {
    this.pepper = pepper;
    this.clock = clock;
    nobody = nobody();
  }

  /** Decides about a key; an unknown id costs the same work as a wrong secret. */
  KeyCheck check(KeyText key) {
    KnownKey known = keys.getOrDefault(key.id(), nobody);
    KeyCheck check = known.check(pepper.digest(key.head()), clock.millis());
    return known == nobody ? UNKNOWN : check;
  }

  /** Takes a key's newest state; an older one than is known changes nothing. */
  void put(StoredKey stored) {
    keys.merge(
        stored.id(),
        new KnownKey(stored, new KnownKey.Uses()),
        (known, fresh) -> newer(known, stored));
  }

  int size() {
    return keys.size();
  }

  /** What was used and is not in the database yet, by id. */
  Map<String, ApiKey.Usage> pendingUsage() {
    Map<String, ApiKey.Usage> pending = new HashMap<>();
    keys.forEach(
        (id, key) -> {
          ApiKey.Usage usage = key.usage().pending();
          if (usage.count() > 0) {
            pending.put(id, usage);
          }
        });
    return pending;
  }

  /** Says that uses are in the database. */
  void usageAdded(Map<String, ApiKey.Usage> added) {
    added.forEach(
        (id, usage) ->
            Optional.ofNullable(keys.get(id)).ifPresent(key -> key.usage().added(usage)));
  }

  private static KnownKey newer(KnownKey known, StoredKey stored) {
    return stored.revision() > known.stored().revision()
        ? new KnownKey(stored, known.usage())
        : known;
  }

  /** A key that no secret fits. */
  private static KnownKey nobody() {
    String digest = "0".repeat(2 * Pepper.DIGEST_BYTES);
    StoredKey.Terms terms = new StoredKey.Terms("", Set.<Permission>of(), null, null);
    StoredKey.Secrets secrets = new StoredKey.Secrets(digest, "", null, null);
    return new KnownKey(
        new StoredKey("", secrets, terms, Instant.EPOCH, Instant.EPOCH, 0), new KnownKey.Uses());
  }
}
