package com.tkr.embed.security.apikey;

import com.tkr.embed.security.store.Database;
import com.tkr.embed.security.store.Transaction;
import java.lang.System.Logger.Level;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The table of keys. Every change counts the store's revision up, which orders changes. */
final class KeyTable {
  private static final System.Logger LOG = System.getLogger(KeyTable.class.getName());
  private static final String INSERT =
      Arrays.stream(KeyRow.COLUMNS)
              .collect(Collectors.joining(", ", "insert into api_key (", ", id)"))
          + " values (?"
          + ", ?".repeat(KeyRow.COLUMNS.length)
          + ")";
  private static final String UPDATE =
      Arrays.stream(KeyRow.COLUMNS)
              .collect(Collectors.joining(" = ?, ", "update api_key set ", " = ?"))
          + " where id = ?";
  private static final String USE =
      "update api_key set usage_count = usage_count + ?, last_used_at ="
          + " case when last_used_at > ? then last_used_at else ? end where id = ?";

  /** When a key counts as revoked whose row is not as this server wrote it. */
  static final Instant DAMAGED = Instant.EPOCH;

  private final Database database;
  private final Pepper pepper;

  KeyTable(Database database, Pepper pepper) {
    this.database = database;
    this.pepper = pepper;
  }

  /**
   * The store as a whole.
   *
   * @param keys how many there must be
   */
  record Head(String storeId, String pepperCheck, long revision, long keys) {}

  /** What the store says of itself, after it was begun when it was new. */
  Head head() {
    return database.read(KeyTable::readHead).orElseGet(() -> database.write(this::begin));
  }

  /** Adopts this pepper for a store without keys. */
  void adoptPepper() {
    database.write(
        transaction -> transaction.update("update key_store set pepper_check = ?", pepper.check()));
  }

  /** Keys that changed after a revision, oldest change first. */
  List<StoredKey> changedAfter(long revision) {
    return database.read(
        transaction ->
            transaction.list(
                "select * from api_key where revision > ? order by revision",
                this::sealed,
                revision));
  }

  /** The store's revision. */
  long revision() {
    return database.read(KeyTable::readHead).orElseThrow().revision();
  }

  /** Every key, oldest first. */
  List<ApiKey> list() {
    return database.read(
        transaction ->
            transaction.list(
                "select * from api_key order by created_at, id",
                row -> new ApiKey(KeyRow.key(row), KeyRow.usage(row))));
  }

  /** A key by its id. */
  Optional<ApiKey> find(String id) {
    return database.read(transaction -> select(transaction, id));
  }

  /** Adds a key; what was stored is returned when it is durable. */
  StoredKey insert(StoredKey key) {
    return database.write(
        transaction -> {
          StoredKey stored = key.at(nextRevision(transaction, 1));
          transaction.update(INSERT, KeyRow.values(stored, stored.seal(pepper)));
          return stored;
        });
  }

  /**
   * Changes a key; what is stored then is returned when it is durable, empty when there is none.
   */
  Optional<ApiKey> update(String id, UnaryOperator<StoredKey> change) {
    return database.write(
        transaction -> {
          long revision = nextRevision(transaction, 0);
          ApiKey before = select(transaction, id).orElse(null);
          if (before == null) {
            return Optional.empty();
          }
          StoredKey stored = change.apply(before.stored()).at(revision);
          transaction.update(UPDATE, KeyRow.values(stored, stored.seal(pepper)));
          return Optional.of(new ApiKey(stored, before.usage()));
        });
  }

  /** Adds to the usage of keys, all or none. */
  void use(Map<String, ApiKey.Usage> added) {
    List<Object[]> uses =
        new TreeMap<>(added)
            .entrySet().stream().map(entry -> use(entry.getKey(), entry.getValue())).toList();
    database.write(transaction -> transaction.updateAll(USE, uses));
  }

  private static Object[] use(String id, ApiKey.Usage usage) {
    Object time = KeyRow.time(usage.lastUsedAt());
    return new Object[] {usage.count(), time, time, id};
  }

  private Head begin(Transaction transaction) throws SQLException {
    Head head = new Head(UUID.randomUUID().toString(), pepper.check(), 0, 0);
    transaction.update(
        "insert into key_store (id, store_id, pepper_check, revision, api_keys)"
            + " values (1, ?, ?, 0, 0)",
        head.storeId(),
        head.pepperCheck());
    return head;
  }

  private static Optional<Head> readHead(Transaction transaction) throws SQLException {
    return transaction.first(
        "select * from key_store",
        row ->
            new Head(
                row.getString("store_id"),
                row.getString("pepper_check"),
                row.getLong("revision"),
                row.getLong("api_keys")));
  }

  /** Also makes changes wait for each other, here and on other nodes. */
  private static long nextRevision(Transaction transaction, int addedKeys) throws SQLException {
    transaction.update(
        "update key_store set revision = revision + 1, api_keys = api_keys + ?", addedKeys);
    return readHead(transaction).orElseThrow().revision();
  }

  private Optional<ApiKey> select(Transaction transaction, String id) throws SQLException {
    return transaction.first(
        "select * from api_key where id = ?",
        row -> new ApiKey(sealed(row), KeyRow.usage(row)),
        id);
  }

  /** The key, or a dead one when something else than this server wrote it. */
  private StoredKey sealed(ResultSet row) throws SQLException {
    StoredKey key = KeyRow.key(row);
    if (key.seal(pepper).equals(row.getString("seal"))) {
      return key;
    }
    LOG.log(Level.ERROR, "The stored key {0} is damaged and not accepted", key.id());
    return key.revoked(DAMAGED);
  }
}
