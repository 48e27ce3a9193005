package com.tkr.embed.database;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** What {@link PooledSource} is configured by, derived from the operator's settings. */
public final class DataSourceKeys implements ConfigSource {
  static final String CLASS = "tkr.datasource.class";
  static final String URL = "tkr.datasource.url";
  static final String USER = "tkr.datasource.user";
  static final String PASSWORD = "tkr.datasource.password";

  private static final Map<String, Function<JdbcAccess, String>> KEYS =
      Map.of(
          CLASS, JdbcAccess::className,
          URL, JdbcAccess::url,
          USER, JdbcAccess::user,
          PASSWORD, JdbcAccess::password);

  @Override
  public String getValue(String key) {
    Function<JdbcAccess, String> derived = KEYS.get(key);
    return derived == null
        ? null
        : derived.apply(JdbcAccess.of(DatabaseSettings.of(ConfigProvider.getConfig())));
  }

  /** None by name: they are nobody's to read, and one is a password. */
  @Override
  public Set<String> getPropertyNames() {
    return Set.of();
  }

  @Override
  public Map<String, String> getProperties() {
    return Map.of();
  }

  @Override
  public String getName() {
    return "derived data source";
  }
}
