package com.tkr.embed.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process holds.
 *
 * @param rss resident MiB
 * @param threads threads
 * @param descriptors open files and sockets; 0 where there is no /proc
 */
record ProcessFigures(double rss, int threads, int descriptors) {
  private static final Pattern USED = Pattern.compile("used (\\d+)([KMG])");
  private static final double KIB_PER_MIB = 1024;

  static ProcessFigures of(long pid) {
    Path folder = Path.of("/proc", String.valueOf(pid));
    if (!Files.isDirectory(folder)) {
      return new ProcessFigures(Double.parseDouble(run("ps", "-o", "rss=", "-p", pid + "")) / KIB_PER_MIB, 0, 0);
    }
    try {
      String status = Files.readString(folder.resolve("status"));
      String[] open = folder.resolve("fd").toFile().list();
      return new ProcessFigures(
          field(status, "VmRSS") / KIB_PER_MIB,
          (int) field(status, "Threads"),
          open == null ? 0 : open.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** MiB of heap in use after a full collection of a JVM. */
  static double heapAfterCollection(long pid) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    run(jcmd, String.valueOf(pid), "GC.run");
    return run(jcmd, String.valueOf(pid), "GC.heap_info")
        .lines()
        .filter(line -> !line.contains("Metaspace") && !line.contains("class space"))
        .mapToDouble(ProcessFigures::used)
        .sum();
  }

  private static double used(String line) {
    Matcher used = USED.matcher(line);
    if (!used.find()) {
      return 0;
    }
    double value = Double.parseDouble(used.group(1));
    return switch (used.group(2)) {
      case "K" -> value / KIB_PER_MIB;
      case "G" -> value * KIB_PER_MIB;
      default -> value;
    };
  }

  private static double field(String status, String name) {
    Matcher field = Pattern.compile(name + ":\\s+(\\d+)").matcher(status);
    return field.find() ? Double.parseDouble(field.group(1)) : 0;
  }

  private static String run(String... command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(new File("/dev/null")).start();
      return new String(process.getInputStream().readAllBytes()).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
