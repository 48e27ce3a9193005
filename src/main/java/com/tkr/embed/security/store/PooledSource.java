package com.tkr.embed.security.store;

import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;

/** The container's pool of connections. */
@DataSourceDefinition(
    name = PooledSource.NAME,
    className = "com.tkr.embed.security.store.ConfiguredSource",
    initialPoolSize = 0,
    minPoolSize = 0,
    maxPoolSize = 8,
    transactional = false,
    properties = {
      "fish.payara.is-connection-validation-required=true",
      "fish.payara.connection-validation-method=custom-validation",
      "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.JDBC40ConnectionValidation",
      "fish.payara.fail-all-connections=true"
    })
@ApplicationScoped
public class PooledSource {
  static final String NAME = "java:app/jdbc/keys";

  @Resource(lookup = NAME)
  private DataSource pool;

  /**
   * Opens the configured database for use through the pool.
   *
   * @throws com.tkr.embed.config.startup.StartupFailure when it cannot be trusted
   */
  public Database open() {
    DatabaseSettings settings = DatabaseSettings.of(ConfigProvider.getConfig());
    return Database.open(settings, pool);
  }
}
