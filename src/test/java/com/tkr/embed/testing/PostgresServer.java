package com.tkr.embed.testing;

import com.tkr.embed.security.store.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A real PostgreSQL for the suite, started for the first test that takes one. Its programs come
 * from Maven Central; as root it runs in a user namespace, since it refuses to run as root.
 */
public final class PostgresServer implements ParameterResolver, AutoCloseable {
  private static final String USER = "postgres";
  private final AtomicInteger databases = new AtomicInteger();
  private EmbeddedPostgres postgres;

  /** Settings of a new, empty database, and of a folder for the server's files. */
  public DatabaseSettings database(Path folder) {
    String name = "keys" + databases.incrementAndGet();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    String url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + name;
    return new DatabaseSettings(url, USER, null, folder);
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == PostgresServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(PostgresServer.class))
        .getOrComputeIfAbsent(PostgresServer.class, key -> started(), PostgresServer.class);
  }

  private static PostgresServer started() {
    PostgresServer server = new PostgresServer();
    try {
      server.postgres = EmbeddedPostgres.builder().setLocaleConfig("locale", "C").start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return server;
  }
}
