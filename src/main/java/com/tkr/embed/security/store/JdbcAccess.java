package com.tkr.embed.security.store;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How a database is reached.
 *
 * @param embedded whether by H2, else by PostgreSQL
 * @param url of JDBC
 * @param user never null
 * @param password never null; the H2 file's is no secret, its folder's permissions protect it
 */
record JdbcAccess(boolean embedded, String url, String user, String password) {
  /** Commits are on disk when they return; the file is closed by us alone, writing no trace. */
  private static final String DURABLE =
      ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

  private static final String LOCAL = "keys";

  static JdbcAccess of(DatabaseSettings settings) {
    if (settings.isEmbedded()) {
      String url = "jdbc:h2:file:" + settings.folder().toAbsolutePath().resolve("keys") + DURABLE;
      return new JdbcAccess(true, url, LOCAL, LOCAL);
    }
    return new JdbcAccess(
        false,
        settings.url(),
        settings.user() == null ? "" : settings.user(),
        settings.password() == null ? "" : settings.password());
  }

  /** A source of connections that nobody pools. */
  DataSource direct() {
    if (embedded) {
      JdbcDataSource source = new JdbcDataSource();
      source.setURL(url);
      source.setUser(user);
      source.setPassword(password);
      return source;
    }
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    if (!user.isEmpty()) {
      source.setUser(user);
      source.setPassword(password);
    }
    return source;
  }

  @Override
  public String toString() {
    return embedded ? "H2" : "PostgreSQL";
  }
}
