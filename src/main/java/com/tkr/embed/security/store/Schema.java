package com.tkr.embed.security.store;

import com.tkr.embed.config.startup.StartupFailure;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;

/** Brings the tables to this server's version, by the numbered scripts of {@code db/migration}. */
final class Schema {
  private final Flyway flyway;
  private final String where;

  /** The schema of a database, named in refusals. */
  Schema(DataSource source, String where) {
    this.where = where;
    flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(source)
            .locations("classpath:db/migration")
            .cleanDisabled(true)
            .load();
  }

  /**
   * Runs the scripts that the database lacks.
   *
   * @throws StartupFailure when the database is newer than this server or was changed by hand
   */
  void migrate() {
    MigrationInfoService info = flyway.info();
    refuseNewer(info);
    try {
      flyway.migrate();
    } catch (FlywayException e) {
      throw new StartupFailure(
          "The tables of "
              + where
              + " cannot be brought to this server's version ("
              + firstLine(e)
              + "): restore a backup of the database");
    }
  }

  private void refuseNewer(MigrationInfoService info) {
    MigrationInfo current = info.current();
    MigrationVersion known = known(info);
    if (current != null && current.getVersion().isNewerThan(known.getVersion())) {
      throw new StartupFailure(
          where
              + " has schema version "
              + current.getVersion()
              + " and this server knows "
              + known
              + ": start the newer server, or restore the backup from before its first start");
    }
  }

  private static MigrationVersion known(MigrationInfoService info) {
    MigrationVersion newest = MigrationVersion.EMPTY;
    for (MigrationInfo migration : info.all()) {
      boolean ours = migration.getState().isResolved();
      if (ours && migration.getVersion().compareTo(newest) > 0) {
        newest = migration.getVersion();
      }
    }
    return newest;
  }

  private static String firstLine(FlywayException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
