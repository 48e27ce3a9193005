package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.security.apikey.CreatedKey;
import com.tkr.embed.security.apikey.KeyStore;
import com.tkr.embed.security.apikey.NewKey;
import com.tkr.embed.security.apikey.Pepper;
import com.tkr.embed.security.apikey.Permission;
import com.tkr.embed.security.store.Database;
import com.tkr.embed.security.store.DatabaseSettings;
import com.tkr.embed.testing.PostgresServer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A server that needs keys, on its own database file and on PostgreSQL. */
@ExtendWith(PostgresServer.class)
class KeysIT {
  private static final String PEPPER = "a pepper of the tests, long enough";
  private static final String MASTER = "a master key of the tests, long enough";
  private static final String TEXTS = "{\"texts\":[\"a\"]}";

  @TempDir private Path folder;

  @Test
  void keys_in_the_servers_own_file_decide_and_their_uses_are_kept_at_its_stop() throws Exception {
    Path data = Files.createDirectories(Path.of("target/it/keys/data").toAbsolutePath());
    Deletion.below(data);
    CreatedKey text;
    CreatedKey similarity;
    try (Database database = Database.open(DatabaseSettings.embedded(data))) {
      KeyStore store = store(database);
      text = store.create(wish(Permission.EMBED_TEXT));
      similarity = store.create(wish(Permission.SIMILARITY));
    }
    try (Server server = Server.restart("keys", environment(), "/health/ready")) {
      Http http = new Http(server);
      HttpResponse<byte[]> none = http.postJson("/embed/text", TEXTS);
      ErrorBody.of(none, 401, "AUTHENTICATION_ERROR");
      assertThat(none.headers().firstValue("WWW-Authenticate"))
          .contains("Bearer realm=\"tkr-embed\"");
      for (int i = 0; i < 5; i++) {
        assertThat(embed(http, text.key()).statusCode()).isEqualTo(200);
      }
      assertThat(ErrorBody.of(embed(http, similarity.key()), 403, "AUTHORIZATION_ERROR"))
          .isEqualTo("The permission embed:text is missing.");
      assertThat(stats(http, text.key())).isEqualTo(403);
      assertThat(stats(http, MASTER)).isEqualTo(200);
      assertThat(stats(http, "anything")).isEqualTo(401);
      assertThat(server.logged()).doesNotContain("Development: no key").doesNotContain(MASTER);
    }
    try (Database database = Database.open(DatabaseSettings.embedded(data))) {
      assertThat(store(database).get(text.apiKey().id()).usageCount()).isEqualTo(6);
    }
  }

  @Test
  void keys_in_postgresql_are_shared_by_servers_within_seconds(PostgresServer postgres)
      throws Exception {
    DatabaseSettings settings = postgres.database(folder);
    Map<String, String> environment = new HashMap<>(environment());
    environment.put("EMBEDDING_DATABASE_URL", settings.url());
    environment.put("EMBEDDING_DATABASE_USER", settings.user());
    try (Database database = Database.open(settings);
        Server server = Server.start("keys-postgresql", environment, "/health/ready")) {
      KeyStore other = store(database);
      Http http = new Http(server);
      CreatedKey key = other.create(wish(Permission.EMBED_TEXT));
      await(Duration.ofSeconds(2), () -> embed(http, key.key()).statusCode() == 200);
      other.revoke(key.apiKey().id());
      await(Duration.ofSeconds(2), () -> embed(http, key.key()).statusCode() == 401);
      await(Duration.ofSeconds(7), () -> other.get(key.apiKey().id()).usageCount() > 0);
      breakConnections(database);
      CreatedKey later = other.create(wish(Permission.EMBED_TEXT));
      await(Duration.ofSeconds(2), () -> embed(http, later.key()).statusCode() == 200);
    }
  }

  /** All but the one that says so. */
  private static void breakConnections(Database database) {
    database.read(
        transaction ->
            transaction.list(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and pid <> pg_backend_pid()",
                row -> row.getBoolean(1)));
  }

  private static Map<String, String> environment() {
    return Map.of(
        "EMBEDDING_MODEL_PATH",
        "demo",
        "EMBEDDING_REQUIRE_API_KEY",
        "true",
        "EMBEDDING_API_KEY",
        MASTER,
        "EMBEDDING_PEPPER",
        PEPPER);
  }

  private static KeyStore store(Database database) {
    return KeyStore.open(database, new Pepper(PEPPER), Clock.systemUTC());
  }

  private static NewKey wish(Permission permission) {
    return new NewKey("of a test", Set.of(permission), null, null);
  }

  private static HttpResponse<byte[]> embed(Http http, String key) {
    return http.send(http.json("/embed/text", TEXTS).header("Authorization", "Bearer " + key));
  }

  private static int stats(Http http, String key) {
    return http.send(http.request("/admin/stats").header("X-API-Key", key)).statusCode();
  }

  /** The documented time, and a second for a busy machine. */
  private static void await(Duration documented, BooleanSupplier condition)
      throws InterruptedException {
    Instant end = Instant.now().plus(documented).plusSeconds(1);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      Thread.sleep(50);
    }
  }
}
