package com.tkr.embed.embedding.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Hands out futures that the test completes, and remembers what it was asked for. */
final class RecordingComputation implements VectorCache.Computation {
  final List<List<Integer>> calls = new ArrayList<>();
  final List<CompletableFuture<CachedVector>> futures = new ArrayList<>();

  @Override
  public synchronized List<CompletableFuture<CachedVector>> compute(List<Integer> indices) {
    calls.add(List.copyOf(indices));
    List<CompletableFuture<CachedVector>> begun =
        indices.stream().map(i -> new CompletableFuture<CachedVector>()).toList();
    futures.addAll(begun);
    return begun;
  }

  CompletableFuture<CachedVector> last() {
    return futures.get(futures.size() - 1);
  }
}
