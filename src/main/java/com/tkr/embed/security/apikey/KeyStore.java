package com.tkr.embed.security.apikey;

import com.tkr.embed.config.startup.StartupFailure;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.security.store.Database;
import com.tkr.embed.security.store.StoreFailed;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/**
 * The keys: the database has them, memory answers for them. A change is durable before its method
 * returns and acts at once here; other servers on the same database take it over by {@link
 * #refresh}. Errors are {@code STORE_UNAVAILABLE} and {@code INSUFFICIENT_STORAGE} when the
 * database fails, {@code NOT_FOUND} for an unknown id, {@code CONFLICT} for a dead key.
 */
public final class KeyStore {
  private static final System.Logger LOG = System.getLogger(KeyStore.class.getName());
  private static final int MOST_KEYS = 100_000;

  private final SecureRandom random = new SecureRandom();
  private final Pepper pepper;
  private final Clock clock;
  private final Database database;
  private final KeyTable table;
  private final KeyIndex index;
  private final UsageHours hours = new UsageHours();
  private String storeId = "";
  private long seen;

  private KeyStore(Database database, Pepper pepper, Clock clock) {
    this.database = database;
    this.pepper = pepper;
    this.clock = clock;
    table = new KeyTable(database, pepper);
    index = new KeyIndex(pepper, clock);
  }

  /**
   * The keys of a database.
   *
   * @throws StartupFailure when they are damaged, incomplete, or digested with another pepper
   */
  public static KeyStore open(Database database, Pepper pepper, Clock clock) {
    KeyStore store = new KeyStore(database, pepper, clock);
    try {
      store.load();
      return store;
    } catch (StoreFailed e) {
      database.abandon();
      throw database.refused("cannot be read");
    } catch (StartupFailure e) {
      database.abandon();
      throw e;
    }
  }

  private synchronized void load() {
    KeyTable.Head head = table.head();
    storeId = head.storeId();
    checkPepper(head);
    List<StoredKey> keys = table.changedAfter(-1);
    boolean damaged = keys.stream().anyMatch(key -> KeyTable.DAMAGED.equals(key.revokedAt()));
    if (damaged || keys.size() != head.keys()) {
      throw database.refused("is damaged: keys are missing or not as they were written");
    }
    database.checkState(storeId, head.revision());
    keys.forEach(this::take);
  }

  private void checkPepper(KeyTable.Head head) {
    if (head.pepperCheck().equals(pepper.check())) {
      return;
    }
    if (head.keys() > 0) {
      throw new StartupFailure(
          "The pepper is not the one that the keys in "
              + database.name()
              + " were made with: restore the file pepper of the data folder, or set"
              + " EMBEDDING_PEPPER to its text");
    }
    table.adoptPepper();
  }

  /** Decides about a presented key, and counts its use. */
  public KeyCheck check(KeyText key) {
    return index.check(key);
  }

  /** Makes a key. */
  public synchronized CreatedKey create(NewKey asked) {
    if (index.size() >= MOST_KEYS) {
      throw new EmbeddingException(
          ErrorCode.CONFLICT,
          "There are " + MOST_KEYS + " keys, and no more are kept. Rotate one.");
    }
    KeyText key = KeyText.generate(random);
    Instant now = now();
    StoredKey fresh =
        new StoredKey(key.id(), StoredKey.Secrets.of(key, pepper), asked.terms(now), now, null, 0);
    StoredKey stored = table.insert(fresh);
    changed(stored);
    return new CreatedKey(key.text(), new ApiKey(stored, ApiKey.Usage.NONE));
  }

  /** All keys, dead ones too, oldest first, their usage up to this moment. */
  public List<ApiKey> list() {
    flush();
    return table.list();
  }

  /** A key, its usage up to this moment. */
  public ApiKey get(String id) {
    flush();
    return table.find(id).orElseThrow(KeyStore::unknown);
  }

  /**
   * In which hours this server saw a key used, by their beginnings: since its start, three days at
   * most.
   */
  public SortedMap<Instant, Integer> usedHours(String id) {
    get(id);
    return hours.of(id, clock.instant());
  }

  /** Ends a key for good; one that is revoked stays so. */
  public synchronized ApiKey revoke(String id) {
    return update(id, key -> key.revokedAt() == null ? key.revoked(now()) : key);
  }

  /** Gives a key a new secret; the one it has stays valid for a while. */
  public synchronized CreatedKey rotate(String id, Duration overlap) {
    if (!KeyText.isId(id)) {
      throw unknown();
    }
    KeyRules.overlap(overlap);
    Instant until = now().plus(overlap);
    KeyText fresh = KeyText.generate(id, random);
    ApiKey rotated =
        update(id, key -> alive(key).with(key.secrets().rotated(fresh, pepper, until)));
    return new CreatedKey(fresh.text(), rotated);
  }

  /** Changes what a key may do. */
  public synchronized ApiKey change(String id, KeyChange change) {
    return update(id, key -> notRevoked(key).with(change.changed(key.terms(), now())));
  }

  /** Takes over what other servers changed. */
  public synchronized void refresh() {
    if (table.revision() > seen) {
      table.changedAfter(seen).forEach(this::take);
    }
  }

  /** Writes what was counted to the database; what cannot be written stays counted. */
  public synchronized void flush() {
    Map<String, ApiKey.Usage> pending = index.pendingUsage();
    if (pending.isEmpty()) {
      return;
    }
    try {
      table.use(pending);
      index.usageAdded(pending);
      hours.add(pending, clock.instant());
    } catch (StoreFailed e) {
      LOG.log(Level.DEBUG, "The usage of keys waits for the store: {0}", e.code());
      if (e.mayBeDone()) {
        index.usageAdded(pending);
        hours.add(pending, clock.instant());
      }
    }
  }

  private void take(StoredKey key) {
    index.put(key);
    seen = Math.max(seen, key.revision());
  }

  private ApiKey update(String id, UnaryOperator<StoredKey> change) {
    ApiKey updated = table.update(id, change).orElseThrow(KeyStore::unknown);
    changed(updated.stored());
    return updated;
  }

  private void changed(StoredKey stored) {
    index.put(stored);
    database.note(storeId, stored.revision());
  }

  private StoredKey notRevoked(StoredKey key) {
    if (key.revokedAt() != null) {
      throw new EmbeddingException(
          ErrorCode.CONFLICT, "The key " + key.id() + " is revoked. Create a new one.");
    }
    return key;
  }

  private StoredKey alive(StoredKey key) {
    if (!new ApiKey(notRevoked(key), ApiKey.Usage.NONE).isValid(now())) {
      throw new EmbeddingException(
          ErrorCode.CONFLICT, "The key " + key.id() + " has expired. Change its expiry first.");
    }
    return key;
  }

  /** As exactly as the database keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static EmbeddingException unknown() {
    return new EmbeddingException(ErrorCode.NOT_FOUND, "There is no such key.");
  }
}
