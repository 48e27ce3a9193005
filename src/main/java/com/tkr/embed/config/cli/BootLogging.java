package com.tkr.embed.config.cli;

import com.tkr.embed.config.settings.ServingSettings;
import com.tkr.embed.config.settings.Settings;
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
  static List<String> lines(Path shipped, Settings settings) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(shipped));
    lines.add("com.tkr.embed.level=" + settings.get(ServingSettings.LOG_LEVEL).platformName());
    if (settings.get(ServingSettings.LOG_JSON)) {
      lines.removeIf(line -> line.startsWith(FORMATTER));
      lines.add(FORMATTER + "fish.payara.enterprise.server.logging.JSONLogFormatter");
    }
    return lines;
  }
}
