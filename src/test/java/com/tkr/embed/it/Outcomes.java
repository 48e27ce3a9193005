package com.tkr.embed.it;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Counts how the tests of a class end. */
final class Outcomes implements TestWatcher {
  private int passed;
  private int failed;

  @Override
  public void testSuccessful(ExtensionContext test) {
    passed++;
  }

  @Override
  public void testFailed(ExtensionContext test, Throwable cause) {
    failed++;
  }

  /** As a row of the table of clients has it. */
  String text() {
    return passed + " passed" + (failed == 0 ? "" : ", " + failed + " failed");
  }
}
