package com.tkr.embed.observe.health;

import com.tkr.embed.model.ProcessSizes;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Map;
import java.util.Optional;

/**
 * What this process takes.
 *
 * @param residentBytes memory held in RAM: with weights that lie in mapped files, which other
 *     processes may hold too and which the system takes back before it swaps
 * @param privateBytes of it what is this process's alone; all of it where the system does not say
 * @param uptimeMillis since the process started
 */
public record ProcessStats(long residentBytes, long privateBytes, long uptimeMillis) {
  /**
   * As of now.
   *
   * @param nativeBytes what the model's weights take, counted where the system tells no resident
   *     size
   */
  public static ProcessStats now(long nativeBytes) {
    Map<String, Long> sizes = ProcessSizes.now();
    long resident = Optional.ofNullable(sizes.get("VmRSS")).orElseGet(() -> committed(nativeBytes));
    long shared = sizes.getOrDefault("RssFile", 0L);
    return new ProcessStats(
        resident, resident - shared, ManagementFactory.getRuntimeMXBean().getUptime());
  }

  /** In units of 10^9 bytes, to three decimals. */
  public double residentGigabytes() {
    return gigabytes(residentBytes);
  }

  /** In units of 10^9 bytes, to three decimals. */
  public double privateGigabytes() {
    return gigabytes(privateBytes);
  }

  private static double gigabytes(long bytes) {
    return bytes / 1_000_000 / 1e3;
  }

  /** To three decimals. */
  public double uptimeSeconds() {
    return uptimeMillis / 1e3;
  }

  private static long committed(long nativeBytes) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    return nativeBytes
        + memory.getHeapMemoryUsage().getCommitted()
        + memory.getNonHeapMemoryUsage().getCommitted();
  }
}
