package com.tkr.embed.config.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {
  @TempDir private Path folder;

  @Test
  void a_file_is_its_owners_from_the_beginning_on() throws IOException {
    Path file = folder.resolve("a");
    PrivateFile.write(
        file,
        out -> {
          assertThat(permissions(folder.resolve("a.new"))).isEqualTo("rw-------");
          out.write('x');
        });
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(file).hasContent("x");
  }

  @Test
  void a_write_that_fails_leaves_the_old_file_and_nothing_else() throws IOException {
    Path file = folder.resolve("a");
    PrivateFile.write(file, "old");
    assertThatThrownBy(
            () ->
                PrivateFile.write(
                    file,
                    out -> {
                      out.write('n');
                      throw new IOException("full");
                    }))
        .hasMessage("full");
    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryContaining(file::equals);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void what_a_killed_writer_left_behind_is_in_nobodys_way() throws IOException {
    Path stale = Files.writeString(folder.resolve("a.new"), "half");
    Files.setPosixFilePermissions(stale, PosixFilePermissions.fromString("rw-rw-rw-"));
    PrivateFile.write(folder.resolve("a"), "whole");
    assertThat(folder.resolve("a")).hasContent("whole");
    assertThat(permissions(folder.resolve("a"))).isEqualTo("rw-------");
    assertThat(stale).doesNotExist();
  }

  @Test
  void files_and_folders_can_be_taken_from_others() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    PrivateFile.protectFolder(open);
    assertThat(permissions(open)).isEqualTo("rwx------");
    Path file = Files.createFile(open.resolve("f"));
    PrivateFile.protect(file);
    assertThat(permissions(file)).isEqualTo("rw-------");
    PrivateFile.create(open.resolve("g"));
    PrivateFile.create(open.resolve("g"));
    assertThat(permissions(open.resolve("g"))).isEqualTo("rw-------");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
