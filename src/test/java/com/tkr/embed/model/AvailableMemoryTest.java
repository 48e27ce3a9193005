package com.tkr.embed.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.model.mlx.NativeModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvailableMemoryTest {
  @TempDir Path folder;

  private static long available(long system, Map<String, Long> sizes) {
    return new AvailableMemory(() -> system, () -> sizes).getAsLong();
  }

  @Test
  void what_the_process_has_mapped_is_not_free() throws IOException {
    Path status = folder.resolve("status");
    Files.writeString(
        status, "Name:\tjava\nVmRSS:\t     500 kB\nRssAnon:\t     100 kB\nRssFile:\t     400 kB\n");
    Map<String, Long> sizes = ProcessSizes.of(status);
    assertThat(sizes).containsOnlyKeys("VmRSS", "RssAnon", "RssFile");
    assertThat(available(700 * 1024, sizes)).isEqualTo(300 * 1024);
    assertThat(available(300 * 1024, sizes)).isZero();
  }

  @Test
  void where_the_system_tells_no_sizes_all_of_it_is() {
    assertThat(available(700, ProcessSizes.of(folder.resolve("none")))).isEqualTo(700);
  }

  @Test
  void this_machine_has_some() {
    assertThat(NativeModels.availableBytes()).isPositive();
  }
}
