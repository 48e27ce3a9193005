package com.tkr.embed.embedding.cache;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * Vectors by input: what was computed is kept, and what several want at once is computed once.
 * Thread-safe; nobody ever waits in it.
 */
public final class VectorCache implements AutoCloseable {
  private final VectorStore store;
  private final SharedComputations computations;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  /** How a request computes what is not there. */
  @FunctionalInterface
  public interface Computation {
    /**
     * Begins to compute some of the request's inputs. Called by {@link #lookup} once at most, for
     * all inputs that this request computes; and later, on the thread that tells a failure, for an
     * input whose computation by another request was refused, late or cancelled.
     *
     * @param indices of the inputs, ascending
     * @return per index its vector; cancelled when nobody waits for it any more
     */
    List<CompletableFuture<CachedVector>> compute(List<Integer> indices);
  }

  VectorCache(VectorStore store) {
    this.store = store;
    this.computations = new SharedComputations(store);
  }

  /** A cache within these bounds. What lies outside the heap is allocated here. */
  public static VectorCache open(CacheLimits limits) {
    return open(limits, InstantSource.system());
  }

  static VectorCache open(CacheLimits limits, InstantSource clock) {
    return new VectorCache(new EhcacheStore(limits, clock));
  }

  /**
   * A cache whose vectors outlive the server. They are read back in the background; {@code threads}
   * makes the one thread that reads and writes the file.
   */
  public static VectorCache open(CacheLimits limits, CacheFile file, ThreadFactory threads) {
    InstantSource clock = InstantSource.system();
    return new VectorCache(
        new PersistentStore(new EhcacheStore(limits, clock), file, clock, threads));
  }

  /** Keeps nothing; what several want at once is still computed once. */
  public static VectorCache keepingNothing() {
    return new VectorCache(VectorStore.NONE);
  }

  /** Finds a request's inputs, and has those computed that nobody computed or computes yet. */
  public Lookup lookup(List<CacheKey> keys, Computation computation) {
    Lookup lookup = new Lookup(keys.size(), computation);
    List<Integer> missing = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      CachedVector vector = store.get(keys.get(i));
      if (vector == null) {
        missing.add(i);
      } else {
        lookup.hit(i, vector);
      }
    }
    if (!missing.isEmpty()) {
      new Joining(lookup, keys).join(missing);
    }
    hits.add(lookup.hits());
    misses.add(lookup.misses());
    return lookup;
  }

  /** Computes all inputs of a request that wants nothing kept, shared or taken from here. */
  public static Lookup bypass(int inputs, Computation computation) {
    Lookup lookup = new Lookup(inputs, computation);
    List<Integer> all = IntStream.range(0, inputs).boxed().toList();
    List<CompletableFuture<CachedVector>> vectors = lookup.compute(all);
    all.forEach(i -> lookup.miss(i, vectors.get(i)));
    return lookup;
  }

  /** One request's inputs that were not there, on their way to a computation each. */
  private final class Joining {
    private final Lookup lookup;
    private final List<CacheKey> keys;
    private final List<Integer> led = new ArrayList<>();
    private final List<SharedComputation> leading = new ArrayList<>();

    Joining(Lookup lookup, List<CacheKey> keys) {
      this.lookup = lookup;
      this.keys = keys;
    }

    void join(List<Integer> missing) {
      try {
        missing.forEach(this::join);
      } catch (Throwable e) {
        leading.forEach(shared -> shared.run(CompletableFuture.failedFuture(e)));
        throw e;
      }
      if (!led.isEmpty()) {
        run(lookup.compute(led));
      }
    }

    private void run(List<CompletableFuture<CachedVector>> vectors) {
      for (int i = 0; i < vectors.size(); i++) {
        leading.get(i).run(vectors.get(i));
      }
    }

    private void join(int index) {
      SharedComputation.Waiter waiter = new SharedComputation.Waiter(lookup, index);
      SharedComputations.Join joined = computations.join(keys.get(index), waiter);
      if (joined.vector() != null) {
        lookup.hit(index, joined.vector());
        return;
      }
      lookup.miss(index, waiter);
      if (joined.toLead() != null) {
        led.add(index);
        leading.add(joined.toLead());
      }
    }
  }

  /** What is kept and how it was used. */
  public CacheStats stats() {
    VectorStore.Usage usage = store.usage();
    return new CacheStats(
        usage.entries(),
        usage.bytes(),
        hits.sum(),
        misses.sum(),
        computations.coalesced(),
        usage.evictions(),
        usage.expirations(),
        computations.size(),
        usage.maxEntries(),
        usage.maxBytes());
  }

  /** Drops what is kept; computations under way go on. */
  public void clear() {
    store.clear();
  }

  /** Drops what is kept and gives the memory back; lookups after it find nothing. */
  @Override
  public void close() {
    store.close();
  }
}
