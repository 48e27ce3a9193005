package com.tkr.embed.embedding;

/**
 * Who uses something that is going to end: nobody begins to use it once it ends, and whoever does
 * it then is waited for. Thread-safe.
 */
final class Leases {
  private int held;
  private boolean ended;

  /** Takes one; false where it ends. */
  synchronized boolean take() {
    if (!ended) {
      held++;
    }
    return !ended;
  }

  /** Gives back one that was taken. */
  synchronized void giveBack() {
    held--;
    notifyAll();
  }

  /** No more are taken from here on. */
  synchronized void end() {
    ended = true;
  }

  /** Waits until all are given back. */
  synchronized void awaitNone() throws InterruptedException {
    while (held > 0) {
      wait();
    }
  }
}
