package com.tkr.embed.security.apikey;

import com.tkr.embed.security.store.Database;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
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
    Head head = database.read(KeyTable::readHead);
    return head == null ? database.write(this::begin) : head;
  }

  /** Adopts this pepper for a store without keys. */
  void adoptPepper() {
    database.write(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement("update key_store set pepper_check = ?")) {
            update.setString(1, pepper.check());
            return update.executeUpdate();
          }
        });
  }

  /** Keys that changed after a revision, oldest change first. */
  List<StoredKey> changedAfter(long revision) {
    return database.read(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "select * from api_key where revision > ? order by revision")) {
            select.setLong(1, revision);
            return sealed(select.executeQuery());
          }
        });
  }

  /** The store's revision. */
  long revision() {
    return database.read(KeyTable::readHead).revision();
  }

  /** Every key, oldest first. */
  List<ApiKey> list() {
    return database.read(
        connection -> {
          List<ApiKey> keys = new ArrayList<>();
          try (Statement select = connection.createStatement();
              ResultSet row =
                  select.executeQuery("select * from api_key order by created_at, id")) {
            while (row.next()) {
              keys.add(new ApiKey(KeyRow.key(row), KeyRow.usage(row)));
            }
          }
          return keys;
        });
  }

  /** A key by its id. */
  Optional<ApiKey> find(String id) {
    return database.read(connection -> Optional.ofNullable(select(connection, id)));
  }

  /** Adds a key; what was stored is returned when it is durable. */
  StoredKey insert(StoredKey key) {
    return database.write(
        connection -> {
          StoredKey stored = key.at(nextRevision(connection, 1));
          write(connection, INSERT, stored);
          return stored;
        });
  }

  /**
   * Changes a key; what is stored then is returned when it is durable, empty when there is none.
   */
  Optional<ApiKey> update(String id, UnaryOperator<StoredKey> change) {
    return database.write(
        connection -> {
          long revision = nextRevision(connection, 0);
          ApiKey before = select(connection, id);
          if (before == null) {
            return Optional.empty();
          }
          StoredKey stored = change.apply(before.stored()).at(revision);
          write(connection, UPDATE, stored);
          return Optional.of(new ApiKey(stored, before.usage()));
        });
  }

  /** Adds to the usage of keys, all or none. */
  void use(Map<String, ApiKey.Usage> added) {
    database.write(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(USE)) {
            for (Map.Entry<String, ApiKey.Usage> entry : new TreeMap<>(added).entrySet()) {
              Object time = KeyRow.time(entry.getValue().lastUsedAt());
              update.setLong(1, entry.getValue().count());
              update.setObject(2, time);
              update.setObject(3, time);
              update.setString(4, entry.getKey());
              update.addBatch();
            }
            return update.executeBatch();
          }
        });
  }

  private Head begin(Connection connection) throws SQLException {
    Head head = new Head(UUID.randomUUID().toString(), pepper.check(), 0, 0);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into key_store (id, store_id, pepper_check, revision, api_keys)"
                + " values (1, ?, ?, 0, 0)")) {
      insert.setString(1, head.storeId());
      insert.setString(2, head.pepperCheck());
      insert.executeUpdate();
    }
    return head;
  }

  private static Head readHead(Connection connection) throws SQLException {
    try (Statement select = connection.createStatement();
        ResultSet row = select.executeQuery("select * from key_store")) {
      return !row.next()
          ? null
          : new Head(
              row.getString("store_id"),
              row.getString("pepper_check"),
              row.getLong("revision"),
              row.getLong("api_keys"));
    }
  }

  /** Also makes changes wait for each other, here and on other nodes. */
  private static long nextRevision(Connection connection, int addedKeys) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update key_store set revision = revision + 1, api_keys = api_keys + ?")) {
      update.setInt(1, addedKeys);
      update.executeUpdate();
    }
    return readHead(connection).revision();
  }

  private void write(Connection connection, String sql, StoredKey key) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      KeyRow.set(statement, key, key.seal(pepper));
      statement.executeUpdate();
    }
  }

  private ApiKey select(Connection connection, String id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select * from api_key where id = ?")) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? shown(row) : null;
      }
    }
  }

  private List<StoredKey> sealed(ResultSet rows) throws SQLException {
    List<StoredKey> keys = new ArrayList<>();
    while (rows.next()) {
      keys.add(sealed(rows, KeyRow.key(rows)));
    }
    return keys;
  }

  private ApiKey shown(ResultSet row) throws SQLException {
    return new ApiKey(sealed(row, KeyRow.key(row)), KeyRow.usage(row));
  }

  /** The key, or a dead one when something else than this server wrote it. */
  private StoredKey sealed(ResultSet row, StoredKey key) throws SQLException {
    if (key.seal(pepper).equals(row.getString("seal"))) {
      return key;
    }
    LOG.log(Level.ERROR, "The stored key {0} is damaged and not accepted", key.id());
    return key.revoked(DAMAGED);
  }
}
