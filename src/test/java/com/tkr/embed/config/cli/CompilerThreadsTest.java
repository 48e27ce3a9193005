package com.tkr.embed.config.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CompilerThreadsTest {
  private static final Path TASKS = Path.of("/proc/self/task");

  @Test
  void the_second_compiler_gives_way_until_it_is_released() throws Exception {
    assumeTrue(Files.exists(TASKS) && "root".equals(System.getProperty("user.name")));
    int usual = nice(Path.of("/proc/self"));
    CompilerThreads.hold();
    assertThat(becomes(Math.min(usual + 10, 19))).isTrue();
    CompilerThreads.release();
    assertThat(becomes(usual)).isTrue();
  }

  /** Whether all threads of C2 come to a nice value within half a minute. */
  private static boolean becomes(int nice) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!secondCompilers().stream().allMatch(task -> nice(task) == nice)) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(20);
    }
    return !secondCompilers().isEmpty();
  }

  private static List<Path> secondCompilers() throws IOException {
    try (Stream<Path> tasks = Files.list(TASKS)) {
      return tasks.filter(task -> read(task.resolve("comm")).startsWith("C2 Comp")).toList();
    }
  }

  private static int nice(Path task) {
    String said = read(task.resolve("stat"));
    return Integer.parseInt(said.substring(said.lastIndexOf(')') + 2).split(" ")[16]);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
