package com.tkr.embed.embedding.cache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a request found: per input a vector at once, or a future of its own. Cancelling such a
 * future leaves the computation to others who wait for it, and cancels it when there are none.
 */
public final class Lookup {
  private final CachedVector[] hits;
  private final Pending[] pending;
  private final VectorCache.Computation computation;
  private int misses;

  Lookup(int inputs, VectorCache.Computation computation) {
    this.computation = computation;
    hits = new CachedVector[inputs];
    pending = new Pending[inputs];
  }

  /** One input that was not there. */
  private record Pending(CompletableFuture<CachedVector> vector) {}

  void hit(int index, CachedVector vector) {
    hits[index] = vector;
  }

  void miss(int index, CompletableFuture<CachedVector> vector) {
    pending[index] = new Pending(vector);
    misses++;
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

  /** Inputs of the request. */
  public int size() {
    return hits.length;
  }

  /** Inputs whose vectors were there. */
  public int hits() {
    return hits.length - misses;
  }

  /** Inputs whose vectors have to be waited for, whoever computes them. */
  public int misses() {
    return misses;
  }

  /** The vector of an input that was there; {@code null} for a miss. */
  public @Nullable CachedVector hit(int index) {
    return hits[index];
  }

  /** The vector to come of an input; {@code null} for a hit. */
  public @Nullable CompletableFuture<CachedVector> pending(int index) {
    return pending[index] == null ? null : pending[index].vector();
  }

  /** Every input's vector in order, as soon as all are there; done already without misses. */
  public CompletableFuture<List<CachedVector>> vectors() {
    return misses == 0
        ? CompletableFuture.completedFuture(List.of(hits))
        : CompletableFuture.allOf(futures()).thenApply(done -> joined());
  }

  /** Stops waiting. */
  public void cancel() {
    for (CompletableFuture<?> future : futures()) {
      future.cancel(false);
    }
  }

  private CompletableFuture<?>[] futures() {
    return Arrays.stream(pending)
        .filter(Objects::nonNull)
        .map(Pending::vector)
        .toArray(CompletableFuture<?>[]::new);
  }

  private List<CachedVector> joined() {
    List<CachedVector> vectors = new ArrayList<>(hits.length);
    for (int i = 0; i < hits.length; i++) {
      vectors.add(hits[i] != null ? hits[i] : pending[i].vector().join());
    }
    return vectors;
  }
}
