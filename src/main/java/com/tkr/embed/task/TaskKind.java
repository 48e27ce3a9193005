package com.tkr.embed.task;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What may be done with a model, by a command of the command line. */
public enum TaskKind {
  /** Fetches it from the hub. */
  GET("model get"),
  /** Reads it, and holds it against its checksums and its architecture. */
  VERIFY("model verify"),
  /** Holds every kernel path of this machine against the plain one. */
  SELFTEST("selftest");

  private final String command;

  TaskKind(String command) {
    this.command = command;
  }

  /** The words of the command. */
  List<String> command() {
    return List.of(command.split(" "));
  }

  /** As clients write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one that a client wrote. */
  public static Optional<TaskKind> named(String word) {
    return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
