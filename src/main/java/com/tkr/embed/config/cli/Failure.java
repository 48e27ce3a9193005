package com.tkr.embed.config.cli;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a server did not start.
 *
 * @param code the process's exit code
 * @param reason one line for the operator
 */
record Failure(int code, String reason) {
  /** The start failed, and would fail again. */
  static final int FAILED = 1;

  /** Something that the start needs is taken, as EX_UNAVAILABLE in sysexits.h. */
  static final int UNAVAILABLE = 69;

  /** A race in the platform that the next start most likely wins, as EX_TEMPFAIL in sysexits.h. */
  static final int TRY_AGAIN = 75;

  private static final int PROBE_BYTES = 1 << 20;
  private static final int MOST_CAUSES = 50;

  /**
   * @param which {@code run} or {@code data}
   */
  static Failure inUse(String which, Path folder) {
    String variable = "EMBEDDING_" + which.toUpperCase(Locale.ROOT) + "_DIR";
    return new Failure(
        UNAVAILABLE,
        "The %s folder %s is in use by another server: set %s".formatted(which, folder, variable));
  }

  static Failure notDeployed(Path folder) {
    return unwritable(folder)
        .orElseGet(() -> new Failure(FAILED, "The application could not be deployed; see above"));
  }

  /** Of what the platform threw, or logged in its place. */
  static Failure of(Throwable fault, Path folder) {
    List<Throwable> causes = causes(fault);
    if (causes.stream().anyMatch(BindException.class::isInstance)) {
      return new Failure(UNAVAILABLE, "The server's port was taken while it started");
    }
    if (causes.stream().anyMatch(ConcurrentModificationException.class::isInstance)) {
      return new Failure(TRY_AGAIN, "The platform's start failed by a race of its own");
    }
    String deepest = causes.get(causes.size() - 1).toString();
    return unwritable(folder)
        .orElseGet(() -> new Failure(FAILED, "The platform did not start: " + deepest));
  }

  /** A full disk shows itself as anything; so it is tried whether the folder can be written. */
  private static Optional<Failure> unwritable(Path folder) {
    Path probe = folder.resolve("probe");
    try {
      Files.write(probe, new byte[PROBE_BYTES]);
      return Optional.empty();
    } catch (IOException e) {
      String line = "Cannot write into the run folder " + folder + ": " + e.getMessage();
      return Optional.of(new Failure(FAILED, line));
    } finally {
      probe.toFile().delete();
    }
  }

  private static List<Throwable> causes(Throwable fault) {
    return Stream.iterate(fault, each -> each != null, Throwable::getCause)
        .limit(MOST_CAUSES)
        .toList();
  }
}
