package com.tkr.embed.model;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The memory that this process may still take: what the machine has without swapping, and what its
 * container's limit (cgroup v2) leaves. Page cache counts as free, because the kernel takes it
 * back, but not the pages that this process has mapped: the weights that it serves are among them.
 *
 * @param meminfo the machine's figures, in the form of {@code /proc/meminfo}
 * @param cgroup the folder of the container's control files
 * @param status this process's figures, in the form of {@code /proc/self/status}
 */
public record AvailableMemory(Path meminfo, Path cgroup, Path status) implements LongSupplier {
  private static final long KIB = 1024;

  /** That of this machine. */
  public static AvailableMemory ofThisMachine() {
    return new AvailableMemory(
        Path.of("/proc/meminfo"), Path.of("/sys/fs/cgroup"), Path.of("/proc/self/status"));
  }

  /** In bytes. */
  @Override
  public long getAsLong() {
    long mapped = line(status, "RssFile:").orElse(0) * KIB;
    return Math.max(0, Math.min(machine(), container()) - mapped);
  }

  private long machine() {
    return line(meminfo, "MemAvailable:").stream()
        .map(kib -> kib * KIB)
        .findFirst()
        .orElseGet(AvailableMemory::free);
  }

  /** Where the system tells no more. */
  private static long free() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getFreeMemorySize();
  }

  private long container() {
    OptionalLong limit = line(cgroup.resolve("memory.max"), "");
    OptionalLong used = line(cgroup.resolve("memory.current"), "");
    if (limit.isEmpty() || used.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long cache = line(cgroup.resolve("memory.stat"), "file ").orElse(0);
    return Math.max(0, limit.getAsLong() - used.getAsLong() + cache);
  }

  /** The number of the line that begins so; empty where there is none, or no limit ("max"). */
  private static OptionalLong line(Path file, String beginning) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(beginning))
          .map(line -> line.substring(beginning.length()).replace("kB", "").strip())
          .filter(number -> number.matches("\\d{1,18}"))
          .mapToLong(Long::parseLong)
          .findFirst();
    } catch (IOException | java.io.UncheckedIOException e) {
      return OptionalLong.empty();
    }
  }
}
