package com.tkr.embed.security.store;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * What the container's pool takes its connections from: it is named in an annotation, and what is
 * configured is known when the server runs.
 */
public final class ConfiguredSource implements DataSource {
  private final DataSource direct =
      JdbcAccess.of(DatabaseSettings.of(ConfigProvider.getConfig())).direct();

  @Override
  public Connection getConnection() throws SQLException {
    return direct.getConnection();
  }

  /** The configured user's: the container knows none. */
  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return direct.getConnection();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return direct.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    direct.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    direct.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return direct.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return direct.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return direct.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return direct.isWrapperFor(type);
  }
}
