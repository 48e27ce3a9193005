package com.tkr.embed.security.store;

import com.tkr.embed.config.startup.StartupFailure;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;

/** The server's database, its tables up to date. */
public final class Database implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Database.class.getName());
  private static final String H2_VERSION = "2.2.224";
  private static final long SPARE_BYTES = 4L << 20;

  private final DatabaseSettings settings;
  private final DataFolder folder;
  private final DataSource source;

  /** Something done with a connection, which the caller opens, commits and closes. */
  @FunctionalInterface
  public interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  private Database(DatabaseSettings settings, DataFolder folder, DataSource source) {
    this.settings = settings;
    this.folder = folder;
    this.source = source;
  }

  /** Opens a database without a pool. */
  public static Database open(DatabaseSettings settings) {
    return open(settings, JdbcAccess.of(settings).direct());
  }

  /**
   * Opens a database and brings its tables up to date.
   *
   * @param pool gives the connections that are used afterwards
   * @throws StartupFailure when it is damaged, newer than this server, in use or not there
   */
  static Database open(DatabaseSettings settings, DataSource pool) {
    DataFolder folder = DataFolder.open(settings.folder());
    Database database = new Database(settings, folder, pool);
    if (settings.isEmbedded()) {
      database.file().checkBeforeOpening();
    }
    try {
      database.prepare(JdbcAccess.of(settings).direct());
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
      read(connection -> execute(connection, "CHECKPOINT SYNC"));
      file().note(storeId, revision);
    }
  }

  private static boolean execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql);
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

  /** Closes an H2 file; without it, the next start has a little more to do. */
  @Override
  public void close() {
    shutdown("SHUTDOWN");
  }

  /** Lets go of a file that is not to be trusted, without writing to it. */
  public void abandon() {
    shutdown("SHUTDOWN IMMEDIATELY");
  }

  private void shutdown(String command) {
    if (!settings.isEmbedded()) {
      return;
    }
    try (Connection connection = JdbcAccess.of(settings).direct().getConnection()) {
      execute(connection, command);
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
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.with(connection);
        committing = true;
        connection.commit();
        return result;
      } finally {
        end(connection);
      }
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "The key store failed: {0} {1}", e.getSQLState(), e.getMessage());
      throw StoreFailed.of(e, committing);
    }
  }

  /** What was not committed is undone. */
  private static void end(Connection connection) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "A connection broke: {0}", e.getSQLState());
    }
  }
}
