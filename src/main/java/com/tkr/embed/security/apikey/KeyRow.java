package com.tkr.embed.security.apikey;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A key as a row of the table. */
final class KeyRow {
  /** What a change may change, in the order of {@link #values}. */
  static final String[] COLUMNS = {
    "name",
    "secret_mac",
    "last4",
    "previous_mac",
    "previous_until",
    "permissions",
    "created_at",
    "expires_at",
    "revoked_at",
    "limit_burst",
    "limit_minute",
    "limit_hour",
    "limit_day",
    "limit_items",
    "revision",
    "seal"
  };

  private static final CallerLimits NO_LIMITS = new CallerLimits(null, null, null, null, null);

  private KeyRow() {}

  /** The columns' values, and the id behind them. */
  static Object[] values(StoredKey key, String seal) {
    CallerLimits limits = key.terms().limits() == null ? NO_LIMITS : key.terms().limits();
    return new Object[] {
      key.terms().name(),
      key.secrets().current(),
      key.secrets().last4(),
      key.secrets().previous(),
      time(key.secrets().previousUntil()),
      key.permissionNames(),
      time(key.createdAt()),
      time(key.terms().expiresAt()),
      time(key.revokedAt()),
      limits.burst(),
      limits.perMinute(),
      limits.perHour(),
      limits.perDay(),
      limits.itemsPerRequest(),
      key.revision(),
      seal,
      key.id()
    };
  }

  /** The key of the row that a result stands at. */
  static StoredKey key(ResultSet row) throws SQLException {
    return new StoredKey(
        row.getString("id"),
        new StoredKey.Secrets(
            row.getString("secret_mac"),
            row.getString("last4"),
            row.getString("previous_mac"),
            time(row, "previous_until")),
        new StoredKey.Terms(
            row.getString("name"),
            permissions(row.getString("permissions")),
            time(row, "expires_at"),
            limits(row)),
        Objects.requireNonNull(time(row, "created_at")),
        time(row, "revoked_at"),
        row.getLong("revision"));
  }

  /** The usage in the row that a result stands at. */
  static ApiKey.Usage usage(ResultSet row) throws SQLException {
    return new ApiKey.Usage(row.getLong("usage_count"), time(row, "last_used_at"));
  }

  /** A moment as the database takes it. */
  static @Nullable OffsetDateTime time(@Nullable Instant moment) {
    return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** Names of a newer server are left out: they allow nothing here. */
  private static Set<Permission> permissions(String names) {
    return Arrays.stream(names.split(","))
        .flatMap(name -> Permission.named(name).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static @Nullable CallerLimits limits(ResultSet row) throws SQLException {
    return CallerLimits.orNull(
        new CallerLimits(
            row.getObject("limit_burst", Integer.class),
            row.getObject("limit_minute", Integer.class),
            row.getObject("limit_hour", Integer.class),
            row.getObject("limit_day", Integer.class),
            row.getObject("limit_items", Integer.class)));
  }
}
