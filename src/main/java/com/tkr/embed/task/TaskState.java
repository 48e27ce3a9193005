package com.tkr.embed.task;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A task as it stands.
 *
 * @param kind what is done
 * @param model to which one
 * @param phase whether it goes on, or how it ended
 * @param started when
 * @param ended when; empty while it goes on
 * @param report what it has told
 */
public record TaskState(
    TaskKind kind,
    String model,
    Phase phase,
    Instant started,
    Optional<Instant> ended,
    Report report) {
  /** Whether a task goes on, or how it ended. */
  public enum Phase {
    RUNNING,
    DONE,
    FAILED,
    CANCELLED
  }

  /**
   * What a task has told.
   *
   * @param progress the last it said of that; empty before it said any
   * @param rows of a self-test, one a path, in their order
   * @param messages the last lines for people: why it failed, what is wrong with a file
   * @param result what came of it; empty while it goes on, and where nothing did
   */
  public record Report(
      Map<String, Object> progress,
      List<Map<String, Object>> rows,
      List<String> messages,
      Map<String, Object> result) {
    static final Report EMPTY = new Report(Map.of(), List.of(), List.of(), Map.of());
  }
}
