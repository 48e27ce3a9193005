package com.tkr.embed.config;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the operator configured about the log. */
@Dependent
public class LogConfig {
  private static final int MOST_FILES = 1000;
  private static final long MOST_BYTES = 1L << 40;

  @Inject
  @ConfigProperty(name = "embedding.env")
  String env;

  @Inject
  @ConfigProperty(name = "embedding.debug", defaultValue = "false")
  String debug;

  @Inject
  @ConfigProperty(name = "embedding.log.level")
  Optional<String> level;

  @Inject
  @ConfigProperty(name = "embedding.log.file")
  Optional<String> file;

  @Inject
  @ConfigProperty(name = "embedding.log.format", defaultValue = "auto")
  String format;

  @Inject
  @ConfigProperty(name = "embedding.log.max-bytes", defaultValue = "52428800")
  String maxBytes;

  @Inject
  @ConfigProperty(name = "embedding.log.files", defaultValue = "5")
  String files;

  @Inject
  @ConfigProperty(name = "embedding.log.access", defaultValue = "true")
  String access;

  /** The least that our own code logs; DEBUG when debugging and nothing was chosen. */
  public System.Logger.Level level() {
    boolean debugging = flag("EMBEDDING_DEBUG", debug);
    String choice =
        Choice.of(
            "EMBEDDING_LOG_LEVEL",
            level.filter(text -> !text.isBlank()).orElse(debugging ? "debug" : "info"),
            "trace",
            "debug",
            "info",
            "warning",
            "error",
            "off");
    return System.Logger.Level.valueOf(choice.toUpperCase(java.util.Locale.ROOT));
  }

  /** Whether lines are JSON; without a choice in production. */
  public boolean json() {
    String choice = Choice.of("EMBEDDING_LOG_FORMAT", format, "auto", "json", "text");
    boolean production = Environment.of(env) == Environment.PRODUCTION;
    return choice.equals("json") || choice.equals("auto") && production;
  }

  /** Where lines go beside the console; empty for nowhere. */
  public Optional<Path> file() {
    return file.filter(name -> !name.isBlank()).map(Path::of);
  }

  /** Bytes after which another file is begun; 0 for never. */
  public long maxBytes() {
    return Choice.longNumber("EMBEDDING_LOG_MAX_BYTES", maxBytes, MOST_BYTES);
  }

  /** Files that are kept, the current one included. */
  public int files() {
    return Math.max(1, Choice.number("EMBEDDING_LOG_FILES", files, MOST_FILES));
  }

  /** Whether every request leaves a line. */
  public boolean access() {
    return flag("EMBEDDING_LOG_ACCESS", access);
  }

  private static boolean flag(String setting, String value) {
    return Choice.of(setting, value, "true", "false").equals("true");
  }
}
