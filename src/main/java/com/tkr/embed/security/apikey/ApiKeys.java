package com.tkr.embed.security.apikey;

import com.tkr.embed.config.settings.SecuritySettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.config.startup.StoredKeys;
import com.tkr.embed.security.store.Database;
import com.tkr.embed.security.store.DatabaseSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;

/** The server's {@link KeyStore}, open from its start to its stop. */
@ApplicationScoped
public class ApiKeys implements StoredKeys {
  @Inject private Settings settings;
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
    database = Database.open(DatabaseSettings.of(settings));
    Pepper pepper = PepperFile.of(settings.get(SecuritySettings.PEPPER), database.folder());
    store = KeyStore.open(database, pepper, Clock.systemUTC());
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

  /** The keys; null until they are open. */
  public KeyStore store() {
    return store;
  }
}
