package com.tkr.embed.security.store;

import com.tkr.embed.config.startup.StartupFailure;
import java.nio.file.Path;
import org.eclipse.microprofile.config.Config;

/**
 * Which database, and where the server keeps its files.
 *
 * @param url of JDBC for PostgreSQL; null for an H2 file in the folder
 * @param user of PostgreSQL; null when the URL says it
 * @param password of PostgreSQL; null when there is none
 * @param folder the data folder
 */
public record DatabaseSettings(String url, String user, String password, Path folder) {
  private static final String POSTGRESQL = "jdbc:postgresql:";

  /** The settings of an H2 file in a folder. */
  public static DatabaseSettings embedded(Path folder) {
    return new DatabaseSettings(null, null, null, folder);
  }

  /**
   * What is configured.
   *
   * @throws StartupFailure when the URL is not one of PostgreSQL
   */
  public static DatabaseSettings of(Config config) {
    String url = text(config, "embedding.database.url");
    if (url != null && !url.startsWith(POSTGRESQL)) {
      throw new StartupFailure(
          "EMBEDDING_DATABASE_URL does not begin with "
              + POSTGRESQL
              + "//; leave it out for the built-in database");
    }
    return new DatabaseSettings(
        url,
        text(config, "embedding.database.user"),
        text(config, "embedding.database.password"),
        Path.of(config.getValue("embedding.data.dir", String.class)));
  }

  /** Whether the database is a file of this process. */
  public boolean isEmbedded() {
    return url == null;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return isEmbedded() ? folder.toString() : url.replaceFirst("\\?.*", "");
  }

  private static String text(Config config, String key) {
    return config
        .getOptionalValue(key, String.class)
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .orElse(null);
  }
}
