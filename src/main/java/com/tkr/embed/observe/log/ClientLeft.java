package com.tkr.embed.observe.log;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells failures of a client's connection from the server's own: the deepest exception is thrown by
 * what reads from sockets or writes to them.
 */
public final class ClientLeft {
  private static final int MOST_CAUSES = 20;
  private static final int NEAR_FRAMES = 8;
  private static final List<String> SOCKETS =
      List.of(
          "org.glassfish.grizzly.",
          "org.apache.catalina.connector.",
          "sun.nio.ch.SocketChannel",
          "sun.nio.ch.SocketDispatcher");

  private ClientLeft() {}

  /** Whether it was thrown because the client is gone, or sent what cannot be taken apart. */
  public static boolean caused(@Nullable Throwable thrown) {
    Throwable deepest = thrown;
    for (int i = 0; deepest != null && isCaused(deepest) && i < MOST_CAUSES; i++) {
      deepest = deepest.getCause();
    }
    return deepest instanceof ClientGone
        || deepest != null && isOfConnections(deepest) && isThrownBySockets(deepest);
  }

  /** A reason without a trace is one that the container made once for every closed connection. */
  private static boolean isCaused(Throwable thrown) {
    return thrown.getCause() != null
        && (thrown.getCause().getStackTrace().length > 0
            || thrown.getCause() instanceof ClientGone);
  }

  private static boolean isOfConnections(Throwable deepest) {
    return deepest instanceof IOException
        || deepest.getClass().getSimpleName().equals("HttpBrokenContentException");
  }

  private static boolean isThrownBySockets(Throwable deepest) {
    StackTraceElement[] frames = deepest.getStackTrace();
    for (int i = 0; i < Math.min(frames.length, NEAR_FRAMES); i++) {
      String type = frames[i].getClassName();
      if (SOCKETS.stream().anyMatch(type::startsWith)) {
        return true;
      }
    }
    return false;
  }
}
