package com.tkr.embed.embedding.cache;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Single flight under every interleaving of small scenarios: whoever asks gets the n-th
 * computation's vector as if lookups happened one after the other, so that none computes what
 * another computed before.
 */
@Tag("slow")
@Param(name = "key", gen = IntGen.class, conf = "1:2")
public class SharedComputationsLincheckTest {
  private final AtomicInteger computations = new AtomicInteger();
  private final VectorCache cache = new VectorCache(new MapStore());

  @Operation
  public int get(@Param(name = "key") int key) {
    Lookup lookup =
        cache.lookup(
            List.of(new CacheKey(0, key)),
            indices -> List.of(CompletableFuture.completedFuture(compute(key))));
    return lookup.vectors().join().get(0).tokens();
  }

  private CachedVector compute(int key) {
    computations.incrementAndGet();
    return new CachedVector(new float[] {key}, key, key, false);
  }

  @Operation
  public int computations() {
    return computations.get();
  }

  @Test
  void lookupsAreLinearizable() {
    new ModelCheckingOptions()
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(1)
        .iterations(10)
        .invocationsPerIteration(200)
        .check(SharedComputationsLincheckTest.class);
  }

  /** A map that holds everything. */
  private static final class MapStore implements VectorStore {
    private final ConcurrentHashMap<CacheKey, CachedVector> vectors = new ConcurrentHashMap<>();

    @Override
    public CachedVector get(CacheKey key) {
      return vectors.get(key);
    }

    @Override
    public void put(CacheKey key, CachedVector vector) {
      vectors.put(key, vector);
    }

    @Override
    public Usage usage() {
      return new Usage(vectors.size(), 0, 0, 0, 0, 0);
    }

    @Override
    public void clear() {
      vectors.clear();
    }

    @Override
    public void close() {}
  }
}
