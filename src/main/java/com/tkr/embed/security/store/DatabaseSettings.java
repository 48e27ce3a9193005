package com.tkr.embed.security.store;

import com.tkr.embed.config.settings.SecuritySettings;
import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Which database, and where the server keeps its files.
 *
 * @param url of JDBC for PostgreSQL; null for an H2 file in the folder
 * @param user of PostgreSQL; null when the URL says it
 * @param password of PostgreSQL; null when there is none
 * @param folder the data folder
 */
public record DatabaseSettings(
    @Nullable String url, @Nullable String user, @Nullable String password, Path folder) {
  /** Commits are on disk when they return; the file is closed by us alone, writing no trace. */
  private static final String DURABLE =
      ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

  /** No secret: the permissions of the H2 file's folder protect it. */
  private static final String LOCAL = "keys";

  /** The settings of an H2 file in a folder. */
  public static DatabaseSettings embedded(Path folder) {
    return new DatabaseSettings(null, null, null, folder);
  }

  /** What is configured. */
  public static DatabaseSettings of(Settings settings) {
    return new DatabaseSettings(
        settings.get(SecuritySettings.DATABASE_URL).orElse(null),
        settings.get(SecuritySettings.DATABASE_USER).orElse(null),
        settings.get(SecuritySettings.DATABASE_PASSWORD).orElse(null),
        settings.get(ServerSettings.DATA_DIR));
  }

  /** Whether the database is a file of this process. */
  public boolean isEmbedded() {
    return url == null;
  }

  /** A source of connections that nobody pools. */
  DataSource direct() {
    return isEmbedded() ? h2() : postgres();
  }

  private DataSource h2() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:file:" + folder.toAbsolutePath().resolve("keys") + DURABLE);
    source.setUser(LOCAL);
    source.setPassword(LOCAL);
    return source;
  }

  private DataSource postgres() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    if (user != null) {
      source.setUser(user);
      source.setPassword(password);
    }
    return source;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return url == null ? folder.toString() : url.replaceFirst("\\?.*", "");
  }
}
