package com.tkr.embed.embedding.cache;

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
  /** Memory on the heap at most; a cache that does not fit lies outside of it. */
  static final long HEAP_BYTES = Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 8);

  /**
   * Memory on the heap in front of what lies outside: so little that it is renewed before a
   * collection moves it among what lives long. With 64 MB there, a server of 1 GB paused for 370
   * ms.
   */
  private static final long FRONT_BYTES = 8L << 20;

  /** Key, holder, table and object headers of a vector on the heap, as measured, rounded up. */
  private static final int HEAP_OVERHEAD = 256;

  /** Key, times, header and table of a vector outside the heap, as measured, rounded up. */
  private static final int OFF_HEAP_OVERHEAD = 128;

  /** Each of the region's segments has pages of its own, which are never quite full. */
  private static final long OFF_HEAP_SLACK = 4L << 20;

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
    return fitsHeap() ? entries() : Math.max(1, FRONT_BYTES / heapEntryBytes());
  }

  /** The bound in vectors, of both bounds the nearer one. */
  long entries() {
    long room = Math.max(1, (maxBytes - OFF_HEAP_SLACK) / 51 * 50 / entryBytes());
    return maxBytes == 0 ? maxEntries : Math.min(maxEntries, room);
  }

  /** The region outside the heap, allocated as a whole when the cache opens. */
  long offHeapBytes() {
    return OFF_HEAP_SLACK + entries() * entryBytes() / 50 * 51;
  }

  /** These bounds for a heap that has to hold all. */
  CacheLimits onHeap() {
    return new CacheLimits(
        dimension, Math.max(1, HEAP_BYTES / heapEntryBytes()), maxBytes, timeToLive);
  }

  long heapEntryBytes() {
    return 4L * dimension + HEAP_OVERHEAD;
  }

  private long entryBytes() {
    return 4L * dimension + OFF_HEAP_OVERHEAD;
  }
}
