package com.tkr.embed.rest.codec;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes of a body that a request holds in memory until it is answered. Thread-safe. */
public final class HeldBytes {
  private final ByteBudget budget;
  private final AtomicLong bytes;

  HeldBytes(ByteBudget budget, long bytes) {
    this.budget = budget;
    this.bytes = new AtomicLong(bytes);
  }

  /** Gives them back to the budget, once. */
  public void release() {
    budget.giveBack(bytes.getAndSet(0));
  }
}
