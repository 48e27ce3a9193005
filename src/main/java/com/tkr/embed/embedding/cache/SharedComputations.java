package com.tkr.embed.embedding.cache;

import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The computations under way, at most one per key, in front of what was computed before. */
final class SharedComputations {
  private static final System.Logger LOG = System.getLogger(SharedComputations.class.getName());

  private final VectorStore store;
  private final ConcurrentHashMap<CacheKey, SharedComputation> computations =
      new ConcurrentHashMap<>();
  private final LongAdder coalesced = new LongAdder();

  SharedComputations(VectorStore store) {
    this.store = store;
  }

  /**
   * What joining came to: a vector that was there by now, or a wait; the caller runs what it leads,
   * {@code null} when another does.
   */
  record Join(@Nullable CachedVector vector, @Nullable SharedComputation toLead) {}

  /** Makes a waiter part of the one computation of its key. */
  Join join(CacheKey key, SharedComputation.Waiter waiter) {
    while (true) {
      SharedComputation other = computations.get(key);
      if (other == null) {
        SharedComputation mine =
            new SharedComputation(waiter, (shared, vector) -> complete(key, shared, vector));
        other = computations.putIfAbsent(key, mine);
        if (other == null) {
          return lead(key, mine, waiter);
        }
      }
      if (other.join(waiter)) {
        coalesced.increment();
        return new Join(null, null);
      }
      computations.remove(key, other);
      CachedVector vector = store.get(key);
      if (vector != null) {
        return new Join(vector, null);
      }
    }
  }

  /**
   * Another computation may have completed between the look into the store and this one's start.
   */
  private Join lead(CacheKey key, SharedComputation shared, SharedComputation.Waiter waiter) {
    CachedVector vector = store.get(key);
    if (vector == null) {
      shared.watch(waiter);
      return new Join(null, shared);
    }
    shared.complete(vector);
    return new Join(vector, null);
  }

  /** Inputs that wait for another's computation, or did. */
  long coalesced() {
    return coalesced.sum();
  }

  int size() {
    return computations.size();
  }

  /** Kept before forgotten: whoever finds no computation any more finds the vector. */
  private void complete(CacheKey key, SharedComputation shared, @Nullable CachedVector vector) {
    try {
      if (vector != null) {
        store.put(key, vector);
      }
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "A vector was not kept", e);
    } finally {
      computations.remove(key, shared);
    }
  }
}
