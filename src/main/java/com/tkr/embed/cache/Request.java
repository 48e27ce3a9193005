package com.tkr.embed.cache;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Who asks, told apart by identity, and how it computes what is not there. */
final class Request {
  private final VectorCache.Computation computation;

  Request(VectorCache.Computation computation) {
    this.computation = computation;
  }

  /** One future per index; a computation that cannot even begin gives failed ones. */
  List<CompletableFuture<CachedVector>> compute(List<Integer> indices) {
    try {
      List<CompletableFuture<CachedVector>> vectors = computation.compute(indices);
      if (vectors.size() == indices.size() && vectors.stream().noneMatch(Objects::isNull)) {
        return vectors;
      }
      return failed(indices, new IllegalStateException("a computation left inputs out"));
    } catch (Throwable e) {
      return failed(indices, e);
    }
  }

  private static List<CompletableFuture<CachedVector>> failed(
      List<Integer> indices, Throwable failure) {
    return indices.stream()
        .map(index -> CompletableFuture.<CachedVector>failedFuture(failure))
        .toList();
  }
}
