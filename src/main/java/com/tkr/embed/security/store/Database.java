package com.tkr.embed.security.store;

import com.tkr.embed.config.startup.StartupFailure;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;

/** The server's database, its tables up to date. */
public final class Database implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Database.class.getName());
  private static final String H2_VERSION = "2.2.224";
  private static final long SPARE_BYTES = 4L << 20;
  private static final int CONNECTIONS = 8;
  private static final long WAIT_MILLIS = 5_000;

  private final DatabaseSettings settings;
  private final DataFolder folder;
  private final HikariDataSource pool;

  /** Something done in a transaction, which the caller begins and ends. */
  @FunctionalInterface
  public interface Work<T> {
    T with(Transaction transaction) throws SQLException;
  }

  private Database(DatabaseSettings settings) {
    this.settings = settings;
    folder = DataFolder.open(settings.folder());
    pool = pool(settings.direct());
  }

  /** Begins with its first connection, and has none that nobody used for a while. */
  private static HikariDataSource pool(DataSource source) {
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName("keys");
    pool.setDataSource(source);
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setMinimumIdle(0);
    pool.setConnectionTimeout(WAIT_MILLIS);
    pool.setInitializationFailTimeout(-1);
    return pool;
  }

  /**
   * Opens a database and brings its tables up to date.
   *
   * @throws StartupFailure when it is damaged, newer than this server, in use or not there
   */
  public static Database open(DatabaseSettings settings) {
    Database database = new Database(settings);
    if (settings.isEmbedded()) {
      database.file().checkBeforeOpening();
    }
    try {
      database.prepare(settings.direct());
      return database;
    } catch (StartupFailure e) {
      database.abandon();
      throw e;
    }
  }

  /** The folder of the server's files. */
  public DataFolder folder() {
    return folder;
  }

  /** What is opened, for people. */
  public String name() {
    return settings.isEmbedded() ? file().path().toString() : settings.toString();
  }

  /**
   * Refuses the start when this is not the newest state of the store that the folder had before.
   */
  public void checkState(String storeId, long revision) {
    if (settings.isEmbedded()) {
      file().checkState(storeId, revision);
    }
  }

  /**
   * Brings a committed change to the disk itself, so that it outlives a loss of power, and notes
   * that it was there. H2 does it: closing another channel on its file would give up its lock.
   */
  public void note(String storeId, long revision) {
    if (settings.isEmbedded()) {
      read(transaction -> transaction.execute("CHECKPOINT SYNC"));
      file().note(storeId, revision);
    }
  }

  /** The refusal of content that cannot be trusted. */
  public StartupFailure refused(String what) {
    return settings.isEmbedded()
        ? file().refused(what)
        : new StartupFailure(name() + " " + what + ". Restore a backup of the database");
  }

  /**
   * Does something in one transaction, durable when this returns.
   *
   * @throws StoreFailed when it was not done, or may not have been
   */
  public <T> T write(Work<T> work) {
    if (settings.isEmbedded() && folder.freeBytes() < SPARE_BYTES) {
      throw StoreFailed.full(false);
    }
    return transaction(work);
  }

  /**
   * Reads something in one transaction.
   *
   * @throws StoreFailed when it cannot be read
   */
  public <T> T read(Work<T> work) {
    return transaction(work);
  }

  /** Closes the connections and an H2 file; the next start has a little more to do without. */
  @Override
  public void close() {
    shutdown("SHUTDOWN");
  }

  /** Lets go of a file that is not to be trusted, without writing to it. */
  public void abandon() {
    shutdown("SHUTDOWN IMMEDIATELY");
  }

  private void shutdown(String command) {
    pool.close();
    if (!settings.isEmbedded()) {
      return;
    }
    try (Connection connection = settings.direct().getConnection()) {
      new Transaction(connection).execute(command);
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "The key store was not closed in order: {0}", e.getSQLState());
    }
  }

  private StoreFile file() {
    return new StoreFile(folder);
  }

  private void prepare(DataSource direct) {
    try (Connection connection = direct.getConnection()) {
      checkVersion(connection);
      new Schema(direct, name()).migrate();
    } catch (SQLException e) {
      throw unopened(e);
    } catch (FlywayException e) {
      throw refused("cannot be read");
    }
  }

  /** The platform brings H2: another version than the tested one may lose commits. */
  private void checkVersion(Connection connection) throws SQLException {
    String version = connection.getMetaData().getDatabaseProductVersion();
    if (settings.isEmbedded() && !version.startsWith(H2_VERSION)) {
      throw new StartupFailure(
          "The platform brought H2 " + version + " where " + H2_VERSION + " is needed");
    }
  }

  private StartupFailure unopened(SQLException e) {
    if (!settings.isEmbedded()) {
      return new StartupFailure(
          name()
              + " cannot be reached (SQL state "
              + e.getSQLState()
              + "): check EMBEDDING_DATABASE_URL, _USER and _PASSWORD, and that it runs");
    }
    if (e.getErrorCode() == org.h2.api.ErrorCode.DATABASE_ALREADY_OPEN_1) {
      return new StartupFailure(
          name() + " is in use by another server: stop it, or name another EMBEDDING_DATA_DIR");
    }
    return file().refused("is damaged or unreadable (H2 error " + e.getErrorCode() + ")");
  }

  private <T> T transaction(Work<T> work) {
    boolean committing = false;
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.with(new Transaction(connection));
        committing = true;
        connection.commit();
        return result;
      } catch (SQLException e) {
        pool.evictConnection(connection);
        throw e;
      }
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "The key store failed: {0} {1}", e.getSQLState(), e.getMessage());
      throw StoreFailed.of(e, committing);
    }
  }
}
