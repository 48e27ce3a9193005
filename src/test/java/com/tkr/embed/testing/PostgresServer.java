package com.tkr.embed.testing;

import com.tkr.embed.security.store.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A real PostgreSQL for the suite, started for the first test that takes one. Its programs come
 * from Maven Central. It refuses to run as root: there it runs in a user namespace, and where the
 * machine refuses those, in a process of another user.
 */
public final class PostgresServer implements ParameterResolver, AutoCloseable {
  private static final String USER = "postgres";
  private final AtomicInteger databases = new AtomicInteger();
  private Running postgres;

  /** A PostgreSQL that listens on a port of this machine until it is closed. */
  interface Running extends Closeable {
    int port();
  }

  /** Settings of a new, empty database, and of a folder for the server's files. */
  public DatabaseSettings database(Path folder) {
    String name = "keys" + databases.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(url("postgres"), USER, null);
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new DatabaseSettings(url(name), USER, null, folder);
  }

  private String url(String database) {
    return "jdbc:postgresql://localhost:" + postgres.port() + "/" + database;
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
        .computeIfAbsent(PostgresServer.class, key -> started(), PostgresServer.class);
  }

  private static PostgresServer started() {
    PostgresServer server = new PostgresServer();
    try {
      server.postgres = OtherUserPostgres.isNeeded() ? OtherUserPostgres.start() : ownProcess();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return server;
  }

  /** Started by this process, as this user. */
  static Running ownProcess() throws IOException {
    EmbeddedPostgres started = EmbeddedPostgres.builder().setLocaleConfig("locale", "C").start();
    return new Running() {
      @Override
      public int port() {
        return started.getPort();
      }

      @Override
      public void close() throws IOException {
        started.close();
      }
    };
  }
}
