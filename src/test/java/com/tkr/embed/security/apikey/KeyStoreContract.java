package com.tkr.embed.security.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.config.startup.StartupFailure;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.security.store.Database;
import com.tkr.embed.security.store.DatabaseSettings;
import com.tkr.embed.testing.SteppedClock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of a key store on any database. */
abstract class KeyStoreContract {
  static final Pepper PEPPER = new Pepper("a pepper of the tests, long enough");
  private static final Set<Permission> TEXT = Set.of(Permission.EMBED_TEXT);

  final SteppedClock clock = new SteppedClock();
  DatabaseSettings settings;
  private Database database;
  KeyStore store;

  abstract DatabaseSettings settings();

  @BeforeEach
  void open() {
    settings = settings();
    reopen();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void reopen() {
    if (database != null) {
      database.close();
    }
    database = Database.open(settings);
    store = KeyStore.open(database, PEPPER, clock);
  }

  static NewKey wish(String name) {
    return new NewKey(name, TEXT, null, null);
  }

  static KeyCheck.Outcome outcome(KeyStore store, String text) {
    return store.check(KeyText.parse(text).orElseThrow()).outcome();
  }

  private KeyCheck.Outcome outcome(String text) {
    return outcome(store, text);
  }

  @Test
  void a_created_key_is_accepted_now_and_after_a_restart() {
    CreatedKey created = store.create(wish("first"));
    assertThat(outcome(created.key())).isEqualTo(KeyCheck.Outcome.ACCEPTED);
    reopen();
    KeyCheck check = store.check(KeyText.parse(created.key()).orElseThrow());
    assertThat(check.caller().id()).isEqualTo("key:" + created.apiKey().id());
    assertThat(check.caller().permissions()).isEqualTo(TEXT);
    assertThat(check.caller().limits()).isNull();
  }

  @Test
  void everything_about_a_key_is_kept() {
    CallerLimits limits = new CallerLimits(1, 0, null, 4, 5);
    Set<Permission> permissions = Set.of(Permission.SIMILARITY, Permission.EMBED_IMAGE);
    CreatedKey created = store.create(new NewKey("näme \u6f22", permissions, 30, limits));
    reopen();
    ApiKey key = store.get(created.apiKey().id());
    assertThat(key.name()).isEqualTo("näme \u6f22");
    assertThat(key.permissions()).isEqualTo(permissions);
    assertThat(key.limits()).isEqualTo(limits);
    assertThat(key.createdAt()).isEqualTo(clock.instant());
    assertThat(key.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofDays(30)));
    assertThat(key.revokedAt()).isNull();
    assertThat(key.lastUsedAt()).isNull();
    assertThat(key.usageCount()).isZero();
    assertThat(key.keyPrefix()).isEqualTo(created.key().substring(0, 16));
    assertThat(key.last4()).isEqualTo(created.key().substring(63));
    assertThat(key.isValid(clock.instant())).isTrue();
    assertThat(store.check(KeyText.parse(created.key()).orElseThrow()).caller().limits())
        .isEqualTo(limits);
  }

  @Test
  void another_secret_or_id_is_not_accepted() {
    String id = store.create(wish("a")).apiKey().id();
    KeyText otherSecret = KeyText.generate(id, new java.security.SecureRandom());
    assertThat(store.check(otherSecret).outcome()).isEqualTo(KeyCheck.Outcome.WRONG_SECRET);
    KeyText other = KeyText.generate(new java.security.SecureRandom());
    assertThat(store.check(other)).isEqualTo(new KeyCheck(KeyCheck.Outcome.UNKNOWN, null));
  }

  @Test
  void a_revoked_key_is_dead_at_once_and_after_a_restart() {
    CreatedKey created = store.create(wish("a"));
    ApiKey revoked = store.revoke(created.apiKey().id());
    assertThat(outcome(created.key())).isEqualTo(KeyCheck.Outcome.REVOKED);
    clock.move(Duration.ofHours(1));
    assertThat(store.revoke(created.apiKey().id()).revokedAt()).isEqualTo(revoked.revokedAt());
    reopen();
    assertThat(outcome(created.key())).isEqualTo(KeyCheck.Outcome.REVOKED);
    assertThat(store.list().get(0).isValid(clock.instant())).isFalse();
  }

  @Test
  void a_key_expires_on_time_by_the_wall_clock() {
    CreatedKey created = store.create(new NewKey("a", TEXT, 1, null));
    clock.move(Duration.ofDays(1).minusMillis(1));
    assertThat(outcome(created.key())).isEqualTo(KeyCheck.Outcome.ACCEPTED);
    clock.move(Duration.ofMillis(1));
    assertThat(outcome(created.key())).isEqualTo(KeyCheck.Outcome.EXPIRED);
    assertThat(store.get(created.apiKey().id()).isValid(clock.instant())).isFalse();
    clock.move(Duration.ofHours(-1));
    assertThat(outcome(created.key())).isEqualTo(KeyCheck.Outcome.ACCEPTED);
  }

  @Test
  void both_secrets_are_accepted_until_the_overlap_ends() {
    CreatedKey before = store.create(wish("a"));
    CreatedKey after = store.rotate(before.apiKey().id(), Duration.ofHours(1));
    assertThat(after.apiKey().id()).isEqualTo(before.apiKey().id());
    assertThat(after.apiKey().previousUntil()).isEqualTo(clock.instant().plusSeconds(3600));
    reopen();
    clock.move(Duration.ofHours(1).minusMillis(1));
    assertThat(outcome(before.key())).isEqualTo(KeyCheck.Outcome.ACCEPTED);
    assertThat(outcome(after.key())).isEqualTo(KeyCheck.Outcome.ACCEPTED);
    clock.move(Duration.ofMillis(1));
    assertThat(outcome(before.key())).isEqualTo(KeyCheck.Outcome.WRONG_SECRET);
    assertThat(outcome(after.key())).isEqualTo(KeyCheck.Outcome.ACCEPTED);
  }

  @Test
  void without_overlap_only_the_new_secret_is_accepted_and_two_at_most_ever() {
    CreatedKey first = store.create(wish("a"));
    String id = first.apiKey().id();
    CreatedKey second = store.rotate(id, Duration.ZERO);
    assertThat(outcome(first.key())).isEqualTo(KeyCheck.Outcome.WRONG_SECRET);
    CreatedKey third = store.rotate(id, Duration.ofDays(1));
    CreatedKey fourth = store.rotate(id, Duration.ofDays(1));
    assertThat(outcome(second.key())).isEqualTo(KeyCheck.Outcome.WRONG_SECRET);
    assertThat(outcome(third.key())).isEqualTo(KeyCheck.Outcome.ACCEPTED);
    assertThat(outcome(fourth.key())).isEqualTo(KeyCheck.Outcome.ACCEPTED);
  }

  @Test
  void a_revoked_key_loses_both_secrets_and_cannot_be_brought_back() {
    CreatedKey before = store.create(wish("a"));
    String id = before.apiKey().id();
    CreatedKey after = store.rotate(id, Duration.ofHours(1));
    store.revoke(id);
    assertThat(outcome(before.key())).isEqualTo(KeyCheck.Outcome.REVOKED);
    assertThat(outcome(after.key())).isEqualTo(KeyCheck.Outcome.REVOKED);
    refused(() -> store.rotate(id, Duration.ZERO), ErrorCode.CONFLICT);
    refused(() -> store.change(id, new KeyChange("b", null, null, null)), ErrorCode.CONFLICT);
  }

  @Test
  void an_expired_key_is_changed_before_it_is_rotated() {
    String id = store.create(new NewKey("a", TEXT, 1, null)).apiKey().id();
    clock.move(Duration.ofDays(2));
    refused(() -> store.rotate(id, Duration.ZERO), ErrorCode.CONFLICT);
    store.change(id, new KeyChange(null, null, Optional.empty(), null));
    assertThat(outcome(store.rotate(id, Duration.ZERO).key())).isEqualTo(KeyCheck.Outcome.ACCEPTED);
  }

  @Test
  void changes_act_at_once_and_leave_the_rest() {
    CreatedKey created = store.create(new NewKey("a", TEXT, 10, new CallerLimits(1, 1, 1, 1, 1)));
    String id = created.apiKey().id();
    store.change(id, new KeyChange(null, Set.of(Permission.ADMIN), null, Optional.empty()));
    KeyCheck check = store.check(KeyText.parse(created.key()).orElseThrow());
    assertThat(check.caller().permissions()).containsExactly(Permission.ADMIN);
    assertThat(check.caller().limits()).isNull();
    store.change(id, new KeyChange("b", null, Optional.of(2), null));
    ApiKey key = store.get(id);
    assertThat(key.name()).isEqualTo("b");
    assertThat(key.permissions()).containsExactly(Permission.ADMIN);
    assertThat(key.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofDays(2)));
  }

  @Test
  void an_unknown_id_is_not_found() {
    refused(() -> store.get("AAAAAAAAAAAA"), ErrorCode.NOT_FOUND);
    refused(() -> store.revoke("AAAAAAAAAAAA"), ErrorCode.NOT_FOUND);
    refused(() -> store.rotate("'; drop table api_key;--", Duration.ZERO), ErrorCode.NOT_FOUND);
    refused(
        () -> store.change("\u00e9", new KeyChange("b", null, null, null)), ErrorCode.NOT_FOUND);
  }

  @Test
  void wishes_out_of_bounds_are_refused_and_store_nothing() {
    refused(() -> store.create(wish("")), ErrorCode.VALIDATION_ERROR);
    refused(() -> store.create(wish("a\nb")), ErrorCode.VALIDATION_ERROR);
    refused(() -> store.create(wish("\ud800")), ErrorCode.VALIDATION_ERROR);
    refused(() -> store.create(wish("x".repeat(101))), ErrorCode.VALIDATION_ERROR);
    refused(() -> store.create(new NewKey("a", Set.of(), null, null)), ErrorCode.VALIDATION_ERROR);
    refused(() -> store.create(new NewKey("a", TEXT, 0, null)), ErrorCode.VALIDATION_ERROR);
    refused(() -> store.create(new NewKey("a", TEXT, 3651, null)), ErrorCode.VALIDATION_ERROR);
    refused(() -> store.create(wish(" a")), ErrorCode.VALIDATION_ERROR);
    refused(
        () -> store.create(new NewKey("a", TEXT, null, new CallerLimits(-1, 1, 1, 1, 1))),
        ErrorCode.VALIDATION_ERROR);
    String id = store.create(wish("x".repeat(100))).apiKey().id();
    refused(() -> store.rotate(id, Duration.ofDays(30).plusSeconds(1)), ErrorCode.VALIDATION_ERROR);
    refused(() -> store.rotate(id, Duration.ofDays(-1)), ErrorCode.VALIDATION_ERROR);
    assertThat(store.list()).hasSize(1);
  }

  @Test
  void uses_are_counted_in_memory_and_added_to_the_database() {
    CreatedKey created = store.create(wish("a"));
    use(created, 3);
    clock.move(Duration.ofSeconds(5));
    use(created, 1);
    store.flush();
    store.flush();
    reopen();
    ApiKey key = store.get(created.apiKey().id());
    assertThat(key.usageCount()).isEqualTo(4);
    assertThat(key.lastUsedAt()).isEqualTo(clock.instant());
    clock.move(Duration.ofSeconds(-60));
    use(created, 1);
    key = store.list().get(0);
    assertThat(key.usageCount()).isEqualTo(5);
    assertThat(key.lastUsedAt()).isEqualTo(clock.instant().plusSeconds(60));
  }

  @Test
  void refused_keys_are_not_counted_and_changes_keep_the_count() {
    CreatedKey created = store.create(wish("a"));
    String id = created.apiKey().id();
    use(created, 2);
    store.rotate(id, Duration.ofDays(1));
    use(created, 2);
    assertThat(store.revoke(id).usageCount()).isBetween(0L, 4L);
    use(created, 2);
    assertThat(store.get(id).usageCount()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void concurrent_changes_and_uses_all_count(int threads) throws InterruptedException {
    CreatedKey created = store.create(wish("a"));
    Thread[] all = new Thread[threads];
    for (int t = 0; t < threads; t++) {
      all[t] =
          new Thread(
              () -> {
                for (int i = 0; i < 20; i++) {
                  use(created, 5);
                  store.create(wish("b"));
                  store.flush();
                }
              });
      all[t].start();
    }
    for (Thread thread : all) {
      thread.join();
    }
    assertThat(store.get(created.apiKey().id()).usageCount()).isEqualTo(threads * 100L);
    reopen();
    assertThat(store.list()).hasSize(1 + threads * 20);
  }

  @Test
  void another_pepper_refuses_the_start_once_there_are_keys() {
    Pepper other = new Pepper("another pepper, as long as needed");
    KeyStore.open(database, other, clock);
    KeyStore.open(database, PEPPER, clock);
    store.create(wish("a"));
    assertThatThrownBy(() -> KeyStore.open(database, other, clock))
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining("The pepper is not the one")
        .hasMessageContaining("EMBEDDING_PEPPER");
  }

  @Test
  void a_key_changed_or_removed_by_someone_else_refuses_the_start() {
    CreatedKey created = store.create(wish("a"));
    sql("update api_key set permissions = '*'");
    assertThatThrownBy(this::reopen)
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining("is damaged")
        .hasMessageContaining("estore");
    database = Database.open(settings);
    sql("delete from api_key where id = '" + created.apiKey().id() + "'");
    assertThatThrownBy(this::reopen).isInstanceOf(StartupFailure.class);
  }

  @Test
  void a_key_changed_by_someone_else_is_dead_in_a_running_server() {
    CreatedKey created = store.create(wish("a"));
    sql("update api_key set permissions = '*', revision = revision + 1");
    sql("update key_store set revision = revision + 1");
    store.refresh();
    assertThat(outcome(created.key())).isEqualTo(KeyCheck.Outcome.REVOKED);
    refused(
        () -> store.change(created.apiKey().id(), new KeyChange("b", null, null, null)),
        ErrorCode.CONFLICT);
  }

  @Test
  void a_newer_schema_refuses_the_start() {
    sql(
        "insert into \"flyway_schema_history\" (\"installed_rank\", \"version\","
            + " \"description\", \"type\", \"script\", \"checksum\", \"installed_by\","
            + " \"execution_time\", \"success\")"
            + " values (2, '2', 'newer', 'SQL', 'V2__newer.sql', 1, 'x', 1, true)");
    assertThatThrownBy(this::reopen)
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining("has schema version 2 and this server knows 1");
  }

  @Test
  void no_secret_is_in_the_table() {
    CreatedKey created = store.create(wish("a"));
    store.rotate(created.apiKey().id(), Duration.ofDays(1));
    String row =
        database.read(
            transaction ->
                transaction.list("select * from api_key", KeyStoreContract::text).get(0));
    assertThat(row).contains(created.apiKey().id());
    assertThat(row).doesNotContain(created.key().substring(17, 29));
    assertThat(created.toString()).doesNotContain(created.key().substring(17, 29));
  }

  private static String text(ResultSet row) throws SQLException {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      text.append(row.getString(i)).append(' ');
    }
    return text.toString();
  }

  void sql(String statement) {
    database.write(transaction -> transaction.update(statement));
  }

  private void use(CreatedKey key, int times) {
    for (int i = 0; i < times; i++) {
      outcome(key.key());
    }
  }

  static void refused(Runnable act, ErrorCode code) {
    assertThatThrownBy(act::run)
        .isInstanceOfSatisfying(
            EmbeddingException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
