package com.tkr.embed.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvailableMemoryTest {
  @TempDir Path folder;

  @BeforeEach
  void machine() throws IOException {
    write("meminfo", "MemTotal:       1000 kB\nMemAvailable:    700 kB\n");
  }

  private void write(String file, String content) throws IOException {
    Files.writeString(folder.resolve(file), content);
  }

  private long available() {
    return new AvailableMemory(folder.resolve("meminfo"), folder, folder.resolve("status"))
        .getAsLong();
  }

  @Test
  void without_a_container_it_is_what_the_machine_has() throws IOException {
    assertThat(available()).isEqualTo(700 * 1024);
    write("memory.max", "max\n");
    write("memory.current", "100\n");
    assertThat(available()).isEqualTo(700 * 1024);
  }

  @Test
  void a_containers_limit_counts_without_the_page_cache() throws IOException {
    write("memory.max", "500000\n");
    write("memory.current", "400000\n");
    assertThat(available()).isEqualTo(100_000);
    write("memory.stat", "anon 340000\nfile 60000\nfile_mapped 50000\n");
    assertThat(available()).isEqualTo(160_000);
    write("memory.current", "700000\n");
    assertThat(available()).isZero();
  }

  @Test
  void what_the_process_has_mapped_is_not_free() throws IOException {
    write("status", "VmRSS:\t     500 kB\nRssAnon:\t     100 kB\nRssFile:\t     400 kB\n");
    assertThat(available()).isEqualTo(300 * 1024);
    write("meminfo", "MemAvailable:    300 kB\n");
    assertThat(available()).isZero();
  }

  @Test
  void this_machine_has_some() {
    assertThat(AvailableMemory.ofThisMachine().getAsLong()).isPositive();
  }
}
