package com.tkr.embed.cache;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One request's wait for one input; completing it from outside, as cancelling does, leaves. */
final class Waiter extends CompletableFuture<CachedVector> {
  private final Request request;
  private final int index;

  Waiter(Request request, int index) {
    this.request = request;
    this.index = index;
  }

  /** The dependents of a wait are no waits. */
  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }

  Request request() {
    return request;
  }

  /** The request's own computation of this input; never throws. */
  CompletableFuture<CachedVector> compute() {
    return request.compute(List.of(index)).get(0);
  }
}
