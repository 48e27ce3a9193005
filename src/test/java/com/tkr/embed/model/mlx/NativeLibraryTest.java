package com.tkr.embed.model.mlx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
  @TempDir Path cache;

  private Path temporary;
  private Path folder;

  @BeforeEach
  void unpacked() throws IOException {
    temporary = cache.resolve("tkr-embed-7");
    folder = cache.resolve("tkr-embed-digest");
    write(temporary, "ours");
  }

  private static void write(Path folder, String content) throws IOException {
    Files.createDirectories(folder.resolve("lib"));
    Files.writeString(folder.resolve("lib/library"), content);
  }

  @Test
  void an_unpacked_folder_gets_its_name() throws IOException {
    NativeLibrary.rename(temporary, folder);
    assertThat(folder.resolve("lib/library")).hasContent("ours");
    assertThat(temporary).doesNotExist();
  }

  @Test
  void another_process_that_was_quicker_is_no_failure() throws IOException {
    write(folder, "theirs");
    NativeLibrary.rename(temporary, folder);
    assertThat(folder.resolve("lib/library")).hasContent("theirs");
    assertThat(temporary).doesNotExist();
  }

  @Test
  void a_folder_that_cannot_be_named_is_one() {
    assertThatThrownBy(() -> NativeLibrary.rename(temporary, cache.resolve("missing/digest")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void a_build_for_nvidias_gpus_without_their_driver_names_the_ways_out() {
    UnsatisfiedLinkError error =
        new UnsatisfiedLinkError(
            "libmlx.so: libcuda.so.1: cannot open shared object file: No such file or directory");
    assertThat(NativeLibrary.explained(error))
        .hasMessageContaining("580 or newer")
        .hasMessageContaining("EMBEDDING_GPU=none ./deploy.sh build");
  }

  @Test
  void another_error_of_a_library_stays_as_it_is() {
    UnsatisfiedLinkError error = new UnsatisfiedLinkError("libmlx.so: file too short");
    assertThat(NativeLibrary.explained(error)).isSameAs(error);
  }
}
