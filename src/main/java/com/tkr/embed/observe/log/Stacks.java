package com.tkr.embed.observe.log;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Stack traces as text. */
final class Stacks {
  private static final int MOST_FRAMES = 60;

  private Stacks() {}

  /**
   * The trace of an exception and its causes; empty for none.
   *
   * @param messages whether their messages are shown: what was thrown for a request may quote it
   */
  static String text(Throwable thrown, boolean messages) {
    StringBuilder out = new StringBuilder();
    Set<Throwable> shown = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable cause = thrown; cause != null && shown.add(cause); cause = cause.getCause()) {
      out.append(cause == thrown ? "" : "\ncaused by ");
      out.append(messages ? cause.toString() : cause.getClass().getName());
      frames(cause.getStackTrace(), out);
    }
    return out.toString();
  }

  private static void frames(StackTraceElement[] frames, StringBuilder out) {
    int shown = Math.min(frames.length, MOST_FRAMES);
    for (int i = 0; i < shown; i++) {
      out.append("\nat ").append(frames[i]);
    }
    if (shown < frames.length) {
      out.append("\nand ").append(frames.length - shown).append(" more");
    }
  }
}
