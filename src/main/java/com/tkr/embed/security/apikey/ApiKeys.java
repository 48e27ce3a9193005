package com.tkr.embed.security.apikey;

import com.tkr.embed.config.startup.StoredKeys;
import com.tkr.embed.security.store.Database;
import com.tkr.embed.security.store.PooledSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The server's {@link KeyStore}, open from its start to its stop. */
@ApplicationScoped
public class ApiKeys implements StoredKeys {
  @Inject private PooledSource source;

  @Inject
  @ConfigProperty(name = "embedding.pepper")
  private Optional<String> pepper;

  private Database database;
  private KeyStore store;
  private KeyUpkeep upkeep;

  /**
   * Opens the store, once.
   *
   * @throws com.tkr.embed.config.startup.StartupFailure when it cannot be trusted
   */
  public synchronized void open() {
    if (store != null) {
      return;
    }
    database = source.open();
    store = KeyStore.open(database, PepperFile.of(pepper, database.folder()), Clock.systemUTC());
    upkeep = new KeyUpkeep(store);
  }

  /** Writes what was counted and closes the store, once. */
  public synchronized void close() {
    if (upkeep != null) {
      upkeep.close();
      database.close();
      upkeep = null;
    }
  }

  @Override
  public boolean any() {
    open();
    Instant now = Instant.now();
    return store.list().stream().anyMatch(key -> key.isValid(now));
  }

  /** What requests are checked against. */
  public KeyStore store() {
    return store;
  }

  /** See {@link KeyStore#create}. */
  public CreatedKey create(NewKey wish) {
    return store.create(wish);
  }

  /** See {@link KeyStore#list}. */
  public List<ApiKey> list() {
    return store.list();
  }

  /** See {@link KeyStore#get}. */
  public ApiKey get(String id) {
    return store.get(id);
  }

  /** See {@link KeyStore#revoke}. */
  public ApiKey revoke(String id) {
    return store.revoke(id);
  }

  /** See {@link KeyStore#rotate}. */
  public CreatedKey rotate(String id, Duration overlap) {
    return store.rotate(id, overlap);
  }

  /** See {@link KeyStore#change}. */
  public ApiKey change(String id, KeyChange change) {
    return store.change(id, change);
  }
}
