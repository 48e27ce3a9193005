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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The server's {@link KeyStore}, open from its start to its stop. */
@ApplicationScoped
public class ApiKeys implements StoredKeys {
  @Inject private Settings settings;
  private volatile @Nullable Opened opened;
  private boolean closed;

  private record Opened(Database database, KeyStore store, KeyUpkeep upkeep) {}

  /**
   * Opens the store, once.
   *
   * @throws com.tkr.embed.config.startup.StartupFailure when it cannot be trusted
   */
  public synchronized void open() {
    if (opened != null) {
      return;
    }
    Database database = Database.open(DatabaseSettings.of(settings));
    Pepper pepper = PepperFile.of(settings.get(SecuritySettings.PEPPER), database.folder());
    KeyStore store = KeyStore.open(database, pepper, Clock.systemUTC());
    opened = new Opened(database, store, new KeyUpkeep(store));
  }

  /** Writes what was counted and closes the store, once. */
  public synchronized void close() {
    if (opened != null && !closed) {
      opened.upkeep().close();
      opened.database().close();
      closed = true;
    }
  }

  @Override
  public boolean any() {
    open();
    Instant now = Instant.now();
    return store().list().stream().anyMatch(key -> key.isValid(now));
  }

  /** The keys, once they are open. */
  public KeyStore store() {
    return Objects.requireNonNull(opened).store();
  }
}
