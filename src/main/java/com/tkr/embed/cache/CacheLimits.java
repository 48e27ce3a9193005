package com.tkr.embed.cache;

import java.time.Duration;

/**
 * Bounds of the cache.
 *
 * @param dimension floats per vector
 * @param maxEntries vectors kept at most, 1 or more
 * @param maxBytes memory for them at most; 0 for what {@code maxEntries} of them take
 * @param timeToLive how long one is kept; zero for as long as there is room
 */
public record CacheLimits(int dimension, long maxEntries, long maxBytes, Duration timeToLive) {
  /** Memory on the heap at most; what does not fit lies outside of it. */
  static final long HEAP_BYTES = Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 8);

  /** Key, holder, table and object headers of a vector on the heap, as measured, rounded up. */
  private static final int HEAP_OVERHEAD = 256;

  /** Key, times, header and table of a vector outside the heap, as measured, rounded up. */
  private static final int OFF_HEAP_OVERHEAD = 192;

  /** Smallest region outside the heap: each of its segments needs pages of its own. */
  private static final long OFF_HEAP_MINIMUM = 8L << 20;

  public CacheLimits {
    if (dimension < 1 || maxEntries < 1 || maxBytes < 0 || timeToLive.isNegative()) {
      throw new IllegalArgumentException("a cache of no size or a negative one");
    }
  }

  /** Whether all of it lies on the heap, where a hit is cheapest. */
  boolean fitsHeap() {
    return entries() * heapEntryBytes() <= HEAP_BYTES;
  }

  /** Vectors on the heap at most: all of them, or those used last. */
  long heapEntries() {
    return Math.max(1, Math.min(entries(), HEAP_BYTES / heapEntryBytes()));
  }

  /** The bound in vectors, of both bounds the nearer one. */
  long entries() {
    return maxBytes == 0 ? maxEntries : Math.max(1, Math.min(maxEntries, maxBytes / entryBytes()));
  }

  /** The region outside the heap, allocated as a whole when the cache opens. */
  long offHeapBytes() {
    return Math.max(OFF_HEAP_MINIMUM, entries() * entryBytes());
  }

  long heapEntryBytes() {
    return 4L * dimension + HEAP_OVERHEAD;
  }

  private long entryBytes() {
    return 4L * dimension + OFF_HEAP_OVERHEAD;
  }
}
