package com.tkr.embed.keys;

import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

/** The uses of one key that are not in the database yet. */
final class UsageCounter {
  private final LongAdder uses = new LongAdder();
  private volatile long lastMillis;

  void count(long nowMillis) {
    uses.increment();
    if (lastMillis < nowMillis) {
      lastMillis = nowMillis;
    }
  }

  /** What is to be added to the database; it stays counted here until {@link #added}. */
  KeyUsage pending() {
    return new KeyUsage(uses.sum(), Instant.ofEpochMilli(lastMillis));
  }

  /** Says that uses are in the database. */
  void added(KeyUsage usage) {
    uses.add(-usage.count());
  }
}
