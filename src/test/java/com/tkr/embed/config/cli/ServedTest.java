package com.tkr.embed.config.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedTest {
  private static final String WAR = "ROOT-skinny";

  @TempDir Path served;

  private Path laid(String number) throws IOException {
    Path application = Files.createDirectories(served.resolve(number).resolve(WAR));
    Files.writeString(application.resolve("a"), number);
    Files.writeString(application.resolveSibling("lock"), "");
    return application;
  }

  @Test
  void what_earlier_builds_have_left_goes() throws IOException {
    laid("1");
    Path next = laid("2");
    Path own = laid("3");
    Path unfinished = laid("part");
    Files.writeString(served.resolve("current"), "2\n");
    Served.deleteOthers(own);
    assertThat(served.resolve("1")).doesNotExist();
    assertThat(next.resolve("a")).exists();
    assertThat(own.resolve("a")).exists();
    assertThat(unfinished.resolve("a")).exists();
  }

  @Test
  void what_a_server_has_stays() throws IOException {
    Path held = laid("1");
    Path own = laid("2");
    Files.writeString(served.resolve("current"), "2\n");
    try (FileChannel lock = Served.hold(held)) {
      Served.deleteOthers(own);
      assertThat(lock.isOpen()).isTrue();
      assertThat(held.resolve("a")).exists();
    }
    Served.deleteOthers(own);
    assertThat(held).doesNotExist();
  }

  @Test
  void one_that_is_gone_is_told() throws IOException {
    Path own = laid("1");
    Files.delete(own.resolve("a"));
    Files.delete(own);
    assertThatThrownBy(() -> Served.hold(own))
        .isInstanceOf(IOException.class)
        .hasMessage(own + " has gone, as a build has taken its place: start again");
  }
}
