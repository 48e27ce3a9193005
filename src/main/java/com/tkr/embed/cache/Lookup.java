package com.tkr.embed.cache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * What a request found: per input a vector at once, or a future of its own. Cancelling such a
 * future leaves the computation to others who wait for it, and cancels it when there are none.
 */
public final class Lookup {
  private final CachedVector[] hits;
  private final Pending[] pending;
  private int misses;

  Lookup(int inputs) {
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
  public CachedVector hit(int index) {
    return hits[index];
  }

  /** The vector to come of an input; {@code null} for a hit. */
  public CompletableFuture<CachedVector> pending(int index) {
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
