package com.tkr.embed.config.cli;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The process that this one was started for; without it, nobody would stop it. */
public final class ParentProcess {
  private static final String NUMBER = "tkr.embed.parent";

  private ParentProcess() {}

  /** The option of Java by which a process that this one starts ends with it. */
  public static String option() {
    return "-D" + NUMBER + "=" + ProcessHandle.current().pid();
  }

  /** Ends this process when that one ends, where there is one. */
  public static void endWith() {
    Optional.ofNullable(Long.getLong(NUMBER)).ifPresent(ParentProcess::endWith);
  }

  private static void endWith(long parent) {
    ProcessHandle.of(parent)
        .map(ProcessHandle::onExit)
        .orElseGet(() -> CompletableFuture.completedFuture(null))
        .thenRun(() -> System.exit(0));
  }
}
