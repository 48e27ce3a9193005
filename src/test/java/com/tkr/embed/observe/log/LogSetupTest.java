package com.tkr.embed.observe.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogSetupTest {
  @ParameterizedTest
  @CsvSource({
    "com.tkr.embed.embedding.ModelOwner, FINE, true",
    "com.tkr.embed, INFO, true",
    "com.tkr.embedded, INFO, false",
    "org.flywaydb.core.FlywayExecutor, INFO, false",
    "org.flywaydb.core.FlywayExecutor, WARNING, true",
    "jakarta.enterprise.web, INFO, false",
    "jakarta.enterprise.web, SEVERE, true",
    ", INFO, false"
  })
  void operators_read_our_lines_and_the_warnings_of_others(
      String logger, String level, boolean wanted) {
    LogRecord record = new LogRecord(Level.parse(level), "x");
    record.setLoggerName(logger);
    assertThat(LogSetup.isWanted(record)).isEqualTo(wanted);
  }
}
