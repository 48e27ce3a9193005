package com.tkr.embed.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Linux says of a process's memory, in {@code /proc/self/status} (proc_pid_status(5)). */
public final class ProcessSizes {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern SIZE = Pattern.compile("(\\w+):\\s+(\\d{1,15}) kB");

  private ProcessSizes() {}

  /** Bytes by the system's names, such as {@code VmRSS}; none where there is no such file. */
  public static Map<String, Long> now() {
    return of(STATUS);
  }

  /** The same of another file of that form. */
  static Map<String, Long> of(Path status) {
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .map(SIZE::matcher)
          .filter(Matcher::matches)
          .collect(
              Collectors.toMap(
                  size -> size.group(1), size -> Long.parseLong(size.group(2)) * 1024));
    } catch (IOException | UncheckedIOException e) {
      return Map.of();
    }
  }
}
