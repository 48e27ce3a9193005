package com.tkr.embed.embedding;

import java.lang.System.Logger.Level;
import java.util.stream.Stream;

/**
 * A race that a start can lose: the container closes the application's archives once, when it has
 * deployed it, and what another thread reads from them at that moment fails. They open again by
 * themselves.
 */
final class ClosedArchives {
  private static final System.Logger LOG = System.getLogger(ClosedArchives.class.getName());
  private static final String CLOSED = "zip file closed";
  private static final int MOST_CAUSES = 50;

  private ClosedArchives() {}

  /** Runs what can be run again; once more where it lost that race. */
  static void retry(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | LinkageError e) {
      if (!isLost(e)) {
        throw e;
      }
      LOG.log(Level.INFO, "The container closed its archives meanwhile: loading once more");
      work.run();
    }
  }

  private static boolean isLost(Throwable failure) {
    return Stream.iterate(failure, each -> each != null, Throwable::getCause)
        .limit(MOST_CAUSES)
        .anyMatch(
            each -> each instanceof IllegalStateException && CLOSED.equals(each.getMessage()));
  }
}
