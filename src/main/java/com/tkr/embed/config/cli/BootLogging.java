package com.tkr.embed.config.cli;

import com.tkr.embed.config.settings.LogLevel;
import com.tkr.embed.config.startup.ResolvedSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The log of the platform's own start, until the application has configured its own. */
final class BootLogging {
  private static final String FORMATTER = "java.util.logging.ConsoleHandler.formatter=";

  private BootLogging() {}

  /** The shipped properties with the configured level and format. */
  static List<String> lines(Path shipped, ResolvedSettings settings) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(shipped));
    lines.add(
        "com.tkr.embed.level="
            + LogLevel.valueOf(settings.required("logging.level")).platformName());
    if (isJson(settings)) {
      lines.removeIf(line -> line.startsWith(FORMATTER));
      lines.add(FORMATTER + "fish.payara.enterprise.server.logging.JSONLogFormatter");
    }
    return lines;
  }

  private static boolean isJson(ResolvedSettings settings) {
    String format = settings.required("logging.format");
    boolean production = settings.required("environment").equals("production");
    return format.equals("json") || (format.equals("auto") && production);
  }
}
