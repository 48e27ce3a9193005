package com.tkr.embed.security.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.security.store.Database;
import com.tkr.embed.security.store.DatabaseSettings;
import com.tkr.embed.testing.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresServer.class)
class PostgresKeyStoreTest extends KeyStoreContract {
  @TempDir private Path folder;
  private PostgresServer server;

  @BeforeEach
  @Override
  void open() {}

  @BeforeEach
  void open(PostgresServer postgres) {
    server = postgres;
    super.open();
  }

  @Override
  DatabaseSettings settings() {
    return server.database(folder);
  }

  @Test
  void another_server_on_the_database_takes_changes_over_by_its_refresh() {
    CreatedKey before = store.create(wish("a"));
    try (Database second = Database.open(settings)) {
      KeyStore other = KeyStore.open(second, PEPPER, clock);
      assertThat(outcome(other, before.key())).isEqualTo(KeyCheck.Outcome.ACCEPTED);
      String id = before.apiKey().id();
      CreatedKey created = other.create(wish("b"));
      CreatedKey after = store.rotate(id, Duration.ZERO);
      other.change(id, new KeyChange(null, Set.of(Permission.ALL), null, null));
      store.refresh();
      other.refresh();
      assertThat(outcome(store, created.key())).isEqualTo(KeyCheck.Outcome.ACCEPTED);
      assertThat(outcome(other, before.key())).isEqualTo(KeyCheck.Outcome.WRONG_SECRET);
      assertThat(store.check(KeyText.parse(after.key()).orElseThrow()).caller().permissions())
          .containsExactly(Permission.ALL);
      store.revoke(id);
      other.refresh();
      assertThat(outcome(other, after.key())).isEqualTo(KeyCheck.Outcome.REVOKED);
      other.flush();
      assertThat(store.get(id).usageCount()).isEqualTo(2);
    }
  }
}
