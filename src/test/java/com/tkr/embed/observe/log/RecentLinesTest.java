package com.tkr.embed.observe.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class RecentLinesTest {
  private final RecentLines lines = new RecentLines();

  private static LogRecord record(String logger, String message) {
    LogRecord record = new LogRecord(Level.INFO, message);
    record.setLoggerName(logger);
    return record;
  }

  @Test
  void the_last_are_kept_and_those_after_a_number_told() {
    for (int i = 1; i <= RecentLines.MOST + 3; i++) {
      lines.take(List.of(record(RecentLines.AUDIT, "event=" + i)));
    }
    assertThat(lines.after(0)).hasSize(RecentLines.MOST);
    assertThat(lines.after(0).get(0).fields()).containsEntry("message", "event=4");
    assertThat(lines.after(RecentLines.MOST + 2))
        .singleElement()
        .satisfies(line -> assertThat(line.kind()).isEqualTo("audit"));
  }

  @Test
  void who_has_read_those_of_an_earlier_start_is_told_all() {
    lines.take(List.of(record(RecentLines.AUDIT, "event=1")));
    assertThat(lines.after(1)).isEmpty();
    assertThat(lines.after(2)).hasSize(1);
  }

  @Test
  void what_others_log_is_not_told() {
    lines.take(List.of(record("com.tkr.embed.model", "a path"), record("org.other", "a text")));
    assertThat(lines.after(0)).isEmpty();
  }
}
