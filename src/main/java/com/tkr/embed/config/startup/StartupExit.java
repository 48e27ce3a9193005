package com.tkr.embed.config.startup;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Ends a process that must not serve. */
public final class StartupExit {
  /** The exit code: a configuration error, as in sysexits.h. */
  public static final int EXIT_CODE = 78;

  private static final System.Logger LOG = System.getLogger(StartupExit.class.getName());
  private static final long LOG_IS_OUT_MILLIS = 500;

  private StartupExit() {}

  /** Runs a part of the start; a {@link StartupFailure} out of it ends the process. */
  public static void guard(Runnable start) {
    try {
      start.run();
    } catch (RuntimeException e) {
      Optional<StartupFailure> refused = cause(e);
      refused.ifPresent(refusal -> end(List.of(refusal.getMessage())));
      throw e;
    }
  }

  /** Logs the reasons, a line each, and ends the process with {@link #EXIT_CODE}. */
  static void end(List<String> reasons) {
    reasons.forEach(reason -> LOG.log(Level.ERROR, reason));
    LOG.log(Level.ERROR, "The server does not start; exit code " + EXIT_CODE);
    waitForTheLog();
    Runtime.getRuntime().halt(EXIT_CODE);
  }

  private static Optional<StartupFailure> cause(Throwable failure) {
    return Stream.iterate(failure, each -> each != null, Throwable::getCause)
        .filter(StartupFailure.class::isInstance)
        .map(StartupFailure.class::cast)
        .findFirst();
  }

  /** The platform writes its log on a thread of its own, which nothing can be asked to finish. */
  private static void waitForTheLog() {
    try {
      Thread.sleep(LOG_IS_OUT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
