package com.tkr.embed.config.startup;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * What the operator configured about the log. Read before there are beans, so that the server's
 * start is logged like the rest.
 */
public final class LogConfig {
  private final Config config;

  public LogConfig(Config config) {
    this.config = config;
  }

  /** The least that our own code logs, as its name; DEBUG when debugging and nothing was chosen. */
  public String level() {
    return text("embedding.log.level").orElse(flag("embedding.debug", false) ? "DEBUG" : "INFO");
  }

  /** Whether that is DEBUG or below. */
  public boolean debugs() {
    return List.of("DEBUG", "TRACE").contains(level().toUpperCase(Locale.ROOT));
  }

  /** Whether lines are JSON; without a choice in production. */
  public boolean json() {
    String format = text("embedding.log.format").orElse("auto");
    boolean production = text("embedding.env").orElse("").equalsIgnoreCase("production");
    return format.equalsIgnoreCase("json") || format.equalsIgnoreCase("auto") && production;
  }

  /** Where lines go beside the console; empty for nowhere. */
  public Optional<Path> file() {
    return text("embedding.log.file").map(Path::of);
  }

  /** Bytes after which another file is begun; 0 for never. */
  public long maxBytes() {
    return config.getOptionalValue("embedding.log.max-bytes", Long.class).orElse(52_428_800L);
  }

  /** Files that are kept, the current one included. */
  public int files() {
    return config.getOptionalValue("embedding.log.files", Integer.class).orElse(5);
  }

  /** Whether every request leaves a line. */
  public boolean access() {
    return flag("embedding.log.access", true);
  }

  private boolean flag(String key, boolean fallback) {
    return config.getOptionalValue(key, Boolean.class).orElse(fallback);
  }

  private Optional<String> text(String key) {
    return config.getOptionalValue(key, String.class).filter(value -> !value.isBlank());
  }
}
