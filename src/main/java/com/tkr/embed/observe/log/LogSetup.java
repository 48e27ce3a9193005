package com.tkr.embed.observe.log;

import com.tkr.embed.config.settings.LogLevel;
import com.tkr.embed.config.settings.ServingSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.config.startup.ResolvedSettings;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Puts our handler in the place of the container's for the console, from before there are beans
 * until the end of the server, so that the container's lines look like ours.
 */
public class LogSetup implements Extension {
  private static final String CONSOLE = "ConsoleHandler";

  /** Kept, because a logger that nobody holds forgets its level. */
  private final Logger ours = Logger.getLogger("com.tkr.embed");

  /** What administrators did is logged at every level. */
  private final Logger audit = Logger.getLogger("com.tkr.embed.audit");

  private final Logger root = Logger.getLogger("");
  private final List<Handler> replaced = new ArrayList<>();
  private @Nullable Level levelBefore;
  private @Nullable LogHandler handler;

  /** What the log is written by; empty before the start. */
  Optional<LogHandler> handler() {
    return Optional.ofNullable(handler);
  }

  void start(@Observes BeforeBeanDiscovery event) {
    Settings settings = ResolvedSettings.ofProcess();
    LogLevel level = settings.get(ServingSettings.LOG_LEVEL);
    LogHandler started = new LogHandler(format(settings), file(settings));
    started.setLevel(Level.ALL);
    boolean everybody = level.compareTo(LogLevel.INFO) > 0;
    started.setFilter(record -> everybody || isWanted(record));
    for (Handler existing : root.getHandlers()) {
      if (existing.getClass().getSimpleName().endsWith(CONSOLE)) {
        root.removeHandler(existing);
        replaced.add(existing);
      }
    }
    root.addHandler(started);
    handler = started;
    levelBefore = ours.getLevel();
    ours.setLevel(Level.parse(level.platformName()));
    audit.setLevel(Level.INFO);
  }

  void stop(@Observes BeforeShutdown event) {
    handler().ifPresent(root::removeHandler);
    replaced.forEach(root::addHandler);
    ours.setLevel(levelBefore);
    audit.setLevel(null);
    handler().ifPresent(LogHandler::close);
  }

  /**
   * Our own lines, and the warnings of everybody else: what they do is of no use to operators, who
   * see it at DEBUG.
   */
  static boolean isWanted(LogRecord record) {
    String logger = record.getLoggerName();
    boolean own = logger != null && (logger + ".").startsWith("com.tkr.embed.");
    return own || record.getLevel().intValue() >= Level.WARNING.intValue();
  }

  private static LineFormatter format(Settings settings) {
    return settings.get(ServingSettings.LOG_JSON) ? new JsonFormatter() : new TextFormatter();
  }

  private static @Nullable RotatingFile file(Settings settings) {
    return settings
        .get(ServingSettings.LOG_FILE)
        .map(
            path ->
                new RotatingFile(
                    path,
                    settings.get(ServingSettings.LOG_MAX_BYTES),
                    settings.get(ServingSettings.LOG_FILES)))
        .orElse(null);
  }
}
