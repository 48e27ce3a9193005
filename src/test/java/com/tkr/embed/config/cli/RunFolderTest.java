package com.tkr.embed.config.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir Path folder;

  @Test
  void clearing_leaves_all_but_what_was_unpacked() throws IOException {
    Path outside = Files.writeString(folder.resolve("address"), "http://127.0.0.1:8000");
    Path inside = Files.createDirectories(folder.resolve("payara").resolve("applications"));
    Files.createSymbolicLink(inside.resolve("link"), folder);
    try (RunFolder taken = RunFolder.take(folder).orElseThrow()) {
      taken.clear();
      taken.clear();
      assertThat(taken.unpacked()).doesNotExist();
    }
    assertThat(outside).exists();
  }

  @Test
  void it_can_be_taken_again_when_it_is_given_back() throws IOException {
    RunFolder.take(folder).orElseThrow().close();
    assertThat(RunFolder.take(folder)).isPresent();
  }

  @Test
  void what_is_not_there_cannot_be_taken() {
    assertThatThrownBy(() -> RunFolder.take(folder.resolve("nowhere")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void the_data_folder_is_taken_too_where_it_is_another() throws IOException {
    try (RunFolder taken = RunFolder.take(folder).orElseThrow()) {
      assertThat(taken.data()).isEmpty();
      Path other = Files.createDirectory(folder.resolve("data"));
      Files.writeString(folder.resolve(RunFolder.DATA), other + "\n");
      assertThat(taken.data()).contains(other);
      Files.writeString(folder.resolve(RunFolder.DATA), other.resolve("..") + "\n");
      assertThat(taken.data()).isEmpty();
    }
  }

  @Test
  void what_others_have_left_is_deleted_but_not_of_those_who_run() throws IOException {
    Path mine = Files.createDirectories(folder.resolve("a/payara/x")).resolve("../..").normalize();
    Path left = Files.createDirectories(folder.resolve("b/payara/x")).resolve("../..").normalize();
    Path runs = Files.createDirectories(folder.resolve("c/payara/x")).resolve("../..").normalize();
    Path none = Files.createDirectories(folder.resolve("d/other"));
    try (RunFolder other = RunFolder.take(runs).orElseThrow();
        RunFolder taken = RunFolder.take(mine).orElseThrow()) {
      taken.clearOthers();
    }
    assertThat(mine.resolve("payara/x")).exists();
    assertThat(left.resolve("payara")).doesNotExist();
    assertThat(runs.resolve("payara/x")).exists();
    assertThat(none).exists();
  }
}
