package com.tkr.embed.logging;

import com.tkr.embed.config.LogConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Puts our handler in the place of the container's for the console, as long as the server runs, so
 * that the container's lines look like ours.
 */
@ApplicationScoped
public class LogSetup {
  private static final int FIRST = 1;
  private static final String CONSOLE = "ConsoleHandler";

  /** Kept, because a logger that nobody holds forgets its level. */
  private final Logger ours = Logger.getLogger("com.tkr.embed");

  private final Logger root = Logger.getLogger("");
  private final List<Handler> replaced = new ArrayList<>();
  private final LogConfig config;
  private Level level;
  private LogHandler handler;

  /** For the container's proxy. */
  LogSetup() {
    this.config = null;
  }

  @Inject
  LogSetup(LogConfig config) {
    this.config = config;
  }

  /** What the log is written by. */
  LogHandler handler() {
    return handler;
  }

  void start(@Observes @Priority(FIRST) @Initialized(ApplicationScoped.class) Object event) {
    handler = new LogHandler(format(), file());
    handler.setLevel(Level.ALL);
    for (Handler existing : root.getHandlers()) {
      if (existing.getClass().getSimpleName().endsWith(CONSOLE)) {
        root.removeHandler(existing);
        replaced.add(existing);
      }
    }
    root.addHandler(handler);
    level = ours.getLevel();
    ours.setLevel(level(config.level()));
  }

  void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
    root.removeHandler(handler);
    replaced.forEach(root::addHandler);
    ours.setLevel(level);
    handler.close();
  }

  private LineFormatter format() {
    return config.json() ? new JsonFormatter() : new TextFormatter();
  }

  private RotatingFile file() {
    return config
        .file()
        .map(path -> new RotatingFile(path, config.maxBytes(), config.files()))
        .orElse(null);
  }

  private static Level level(System.Logger.Level level) {
    return switch (level) {
      case ALL -> Level.ALL;
      case TRACE -> Level.FINER;
      case DEBUG -> Level.FINE;
      case INFO -> Level.INFO;
      case WARNING -> Level.WARNING;
      case ERROR -> Level.SEVERE;
      case OFF -> Level.OFF;
    };
  }
}
