package com.tkr.embed.security.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.security.store.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2KeyStoreTest extends KeyStoreContract {
  @TempDir private Path folder;

  @Override
  DatabaseSettings settings() {
    return DatabaseSettings.embedded(folder.resolve("data"));
  }

  @Test
  void other_users_can_open_neither_folder_nor_files() throws IOException {
    store.create(wish("a"));
    Path data = folder.resolve("data");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(data)) {
      List<Path> all = files.toList();
      assertThat(all).extracting(file -> file.getFileName().toString()).contains("keys.mv.db");
      for (Path file : all) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as("%s", file)
            .isEqualTo("rw-------");
      }
    }
  }
}
