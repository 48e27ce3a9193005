package com.tkr.embed.security.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.security.apikey.Permission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentKeyTest {
  private final Logger logger = Logger.getLogger(DevelopmentKey.class.getName());
  private final Lines log = new Lines();
  private final MasterKeys keys = new MasterKeys(List.of());
  @TempDir private Path folder;

  @BeforeEach
  void listen() {
    logger.addHandler(log);
  }

  @AfterEach
  void stop() {
    logger.removeHandler(log);
  }

  @Test
  void the_terminal_shows_it_and_the_log_does_not() throws IOException {
    Path device = Files.createFile(folder.resolve("tty"));
    DevelopmentKey.show(new Terminal(device), keys);
    String shown = Files.readString(device).strip();
    String key = shown.substring(shown.lastIndexOf(' ') + 1);
    assertThat(keys.holder(key).may(Permission.ADMIN)).isTrue();
    assertThat(log.lines).hasSize(1).noneMatch(line -> line.contains(key));
  }

  @Test
  void without_a_terminal_there_is_none() {
    DevelopmentKey.show(new Terminal(folder.resolve("none")), keys);
    assertThat(keys.isEmpty()).isTrue();
    assertThat(folder.resolve("none")).doesNotExist();
    assertThat(log.lines).singleElement().asString().contains("EMBEDDING_API_KEY");
  }

  /** Collects what is logged, as it would be written. */
  private static final class Lines extends Handler {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void publish(LogRecord record) {
      lines.add(new SimpleFormatter().format(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
