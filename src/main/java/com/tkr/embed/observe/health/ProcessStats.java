package com.tkr.embed.observe.health;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What this process takes.
 *
 * @param residentBytes memory held in RAM
 * @param uptimeMillis since the process started
 */
public record ProcessStats(long residentBytes, long uptimeMillis) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  /**
   * As of now.
   *
   * @param nativeBytes what the model's weights take, counted where the system tells no resident
   *     size
   */
  public static ProcessStats now(long nativeBytes) {
    return new ProcessStats(
        resident(nativeBytes), ManagementFactory.getRuntimeMXBean().getUptime());
  }

  /** In units of 10^9 bytes, to three decimals. */
  public double residentGigabytes() {
    return residentBytes / 1_000_000 / 1e3;
  }

  /** To three decimals. */
  public double uptimeSeconds() {
    return uptimeMillis / 1e3;
  }

  private static long resident(long nativeBytes) {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .map(RESIDENT::matcher)
          .filter(Matcher::matches)
          .mapToLong(matcher -> Long.parseLong(matcher.group(1)) * 1024)
          .findFirst()
          .orElseGet(() -> committed(nativeBytes));
    } catch (IOException e) {
      return committed(nativeBytes);
    }
  }

  private static long committed(long nativeBytes) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    return nativeBytes
        + memory.getHeapMemoryUsage().getCommitted()
        + memory.getNonHeapMemoryUsage().getCommitted();
  }
}
