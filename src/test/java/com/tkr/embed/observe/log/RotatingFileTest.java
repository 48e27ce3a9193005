package com.tkr.embed.observe.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingFileTest {
  @TempDir private Path folder;

  @Test
  void a_full_file_is_put_aside_and_the_oldest_goes() throws IOException {
    Path log = folder.resolve("new").resolve("server.log");
    try (RotatingFile file = new RotatingFile(log, 10, 3)) {
      for (int i = 0; i < 5; i++) {
        write(file, "line " + i + "..");
      }
    }
    assertThat(log).hasContent("line 4..");
    assertThat(Path.of(log + ".1")).hasContent("line 3..");
    assertThat(Path.of(log + ".2")).hasContent("line 2..");
    assertThat(Path.of(log + ".3")).doesNotExist();
  }

  @Test
  void a_restart_appends_and_only_the_owner_reads() throws IOException {
    Path log = folder.resolve("server.log");
    for (int i = 0; i < 2; i++) {
      try (RotatingFile file = new RotatingFile(log, 100, 1)) {
        write(file, "start\n");
      }
    }
    assertThat(log).hasContent("start\nstart\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_line_that_is_larger_than_a_file_is_written_whole() throws IOException {
    Path log = folder.resolve("server.log");
    try (RotatingFile file = new RotatingFile(log, 4, 2)) {
      write(file, "larger than that");
    }
    assertThat(log).hasContent("larger than that");
  }

  @Test
  void a_place_that_cannot_be_written_is_tried_again() throws IOException {
    Path place = folder.resolve("place");
    Files.writeString(place, "a file where the folder should be");
    try (RotatingFile file = new RotatingFile(place.resolve("server.log"), 0, 2)) {
      assertThatThrownBy(() -> write(file, "lost")).isInstanceOf(IOException.class);
      Files.delete(place);
      write(file, "kept");
    }
    assertThat(place.resolve("server.log")).hasContent("kept");
  }

  private static void write(RotatingFile file, String text) throws IOException {
    file.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
