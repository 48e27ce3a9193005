package com.tkr.embed.security.ratelimit;

import java.util.Arrays;

/**
 * Counts over the latest stretch of time, in slots that are as many as the window's length holds
 * and one more: the oldest counts fully for as long as a part of it is within the window. So what
 * it allows never exceeds a limit in any window of that length, and a caller reaches the limit over
 * a window that is longer by one slot. Keeps only slots that hold something. Not thread-safe.
 */
final class SlidingWindow {
  private static final int FIRST_SLOTS = 4;

  private final long width;
  private final int slots;
  private int[] indices = new int[FIRST_SLOTS];
  private int[] counts = new int[FIRST_SLOTS];
  private int size;
  private long total;

  /**
   * A window.
   *
   * @param width of a slot in nanoseconds
   * @param slots that the window's length holds
   */
  SlidingWindow(long width, int slots) {
    this.width = width;
    this.slots = slots;
  }

  /** How long until so much more is within the limit, in nanoseconds. */
  long wait(long count, long limit, long now) {
    expire(now);
    if (count > limit) {
      return Quota.NEVER;
    }
    long excess = total + count - limit;
    int slot = 0;
    while (excess > 0) {
      excess -= counts[slot++];
    }
    return slot == 0 ? 0 : expiry(slot - 1) - now;
  }

  void add(long count, long now) {
    expire(now);
    int index = index(now);
    if (size == 0 || indices[size - 1] != index) {
      append(index);
    }
    counts[size - 1] += (int) count;
    total += count;
  }

  /** Takes one back that was added at the time or later. */
  void giveBack(long time) {
    int index = index(time);
    for (int slot = 0; slot < size; slot++) {
      if (indices[slot] >= index && counts[slot] > 0) {
        counts[slot]--;
        total--;
        return;
      }
    }
  }

  LimitStatus status(Policy policy, long now) {
    expire(now);
    long resets = total == 0 ? 0 : expiry(0) - now;
    return new LimitStatus(policy, Math.max(0, policy.limit() - total), resets);
  }

  boolean isEmpty(long now) {
    expire(now);
    return total == 0;
  }

  /** Index and count of every slot in turn. */
  long[] saved() {
    long[] saved = new long[2 * size];
    for (int slot = 0; slot < size; slot++) {
      saved[2 * slot] = indices[slot];
      saved[2 * slot + 1] = counts[slot];
    }
    return saved;
  }

  void restore(long[] saved) {
    for (int i = 0; i + 1 < saved.length; i += 2) {
      append((int) saved[i]);
      counts[size - 1] = (int) saved[i + 1];
      total += saved[i + 1];
    }
  }

  private void append(int index) {
    if (size == indices.length) {
      int grown = Math.min(2 * size, slots + 1);
      indices = Arrays.copyOf(indices, grown);
      counts = Arrays.copyOf(counts, grown);
    }
    indices[size] = index;
    counts[size++] = 0;
  }

  private void expire(long now) {
    int expired = 0;
    while (expired < size && expiry(expired) <= now) {
      total -= counts[expired++];
    }
    if (expired > 0) {
      size -= expired;
      System.arraycopy(indices, expired, indices, 0, size);
      System.arraycopy(counts, expired, counts, 0, size);
    }
  }

  /** When nothing of a slot is within the window any more. */
  private long expiry(int slot) {
    return (indices[slot] + slots + 1L) * width;
  }

  /** The slot of a time, which counts from a caller's first request: enough for decades. */
  private int index(long time) {
    return (int) Math.floorDiv(time, width);
  }
}
