package com.tkr.embed.embedding.cache;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One computation and all who wait for it. The first one leads: its request computes. Where that
 * fails for a reason of the leader's own, being refused, late or cancelled, the next one leads, so
 * that each fails by its own attempt or not at all. Foreign code is never called under the lock.
 */
final class SharedComputation {
  private static final Set<ErrorCode> OWN_FAILURES =
      EnumSet.of(ErrorCode.SERVER_OVERLOADED, ErrorCode.INFERENCE_TIMEOUT);

  /** What is done when it ends, before anybody is told. */
  interface Completion {
    /** Keeps the vector, when there is one, then forgets the computation. */
    void complete(SharedComputation shared, @Nullable CachedVector vector);
  }

  private final Completion completion;
  private final Map<Lookup, List<Waiter>> waiters = new LinkedHashMap<>();
  private @Nullable Lookup leader;
  private @Nullable CompletableFuture<CachedVector> computation;
  private boolean completed;

  /** One request's wait for one input; completing it from outside, as cancelling does, leaves. */
  static final class Waiter extends CompletableFuture<CachedVector> {
    private final Lookup request;
    private final int index;

    Waiter(Lookup request, int index) {
      this.request = request;
      this.index = index;
    }

    /** The dependents of a wait are no waits. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
      return new CompletableFuture<>();
    }

    /** The request's own computation of this input; never throws. */
    private CompletableFuture<CachedVector> compute() {
      return request.compute(List.of(index)).get(0);
    }
  }

  /** A computation for one waiter, who leads; it is to be watched as soon as others may join. */
  SharedComputation(Waiter first, Completion completion) {
    this.leader = first.request;
    this.completion = completion;
    add(first);
  }

  /** Waits for this computation too; false when it is over. */
  boolean join(Waiter waiter) {
    synchronized (this) {
      if (completed) {
        return false;
      }
      add(waiter);
    }
    watch(waiter);
    return true;
  }

  /** Notices when a waiter gives up. */
  void watch(Waiter waiter) {
    waiter.whenComplete((vector, failure) -> leave(waiter));
  }

  /**
   * Takes the leader's computation and, while leaders fail for reasons of their own, those of the
   * next; a loop, so that thousands of refusals do not nest.
   */
  void run(CompletableFuture<CachedVector> first) {
    CompletableFuture<CachedVector> current = first;
    follow(current);
    while (current.isDone()) {
      Waiter next = settle(current);
      if (next == null) {
        return;
      }
      current = next.compute();
      follow(current);
    }
    CompletableFuture<CachedVector> pending = current;
    pending.whenComplete((vector, failure) -> run(pending));
  }

  /** Ends with a vector that was there after all. */
  void complete(CachedVector vector) {
    finish(vector, waiter -> waiter.complete(vector));
  }

  private void follow(CompletableFuture<CachedVector> current) {
    synchronized (this) {
      computation = current;
      if (!completed) {
        return;
      }
    }
    current.cancel(false);
  }

  /** Reports the outcome; returns who leads now, when the computation goes on. */
  private @Nullable Waiter settle(CompletableFuture<CachedVector> done) {
    try {
      CachedVector vector = done.join();
      if (vector == null) {
        throw new IllegalStateException("a computation gave no vector");
      }
      complete(vector);
    } catch (Throwable e) {
      Throwable failure =
          e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
      if (isOwnFailure(failure)) {
        return handOver(failure);
      }
      finish(null, waiter -> waiter.completeExceptionally(failure));
    }
    return null;
  }

  private static boolean isOwnFailure(Throwable failure) {
    return failure instanceof CancellationException
        || failure instanceof EmbeddingException e && OWN_FAILURES.contains(e.code());
  }

  private @Nullable Waiter handOver(Throwable failure) {
    List<Waiter> failed;
    Waiter next;
    synchronized (this) {
      List<Waiter> own = waiters.remove(leader);
      failed = own == null ? List.of() : own;
      next = waiters.isEmpty() ? null : waiters.values().iterator().next().get(0);
      leader = next == null ? null : next.request;
      completed |= next == null;
    }
    if (next == null) {
      completion.complete(this, null);
    }
    failed.forEach(waiter -> waiter.completeExceptionally(failure));
    return next;
  }

  private void finish(@Nullable CachedVector vector, Consumer<Waiter> outcome) {
    completion.complete(this, vector);
    List<List<Waiter>> all;
    synchronized (this) {
      completed = true;
      all = List.copyOf(waiters.values());
      waiters.clear();
    }
    all.forEach(request -> request.forEach(outcome));
  }

  private void leave(Waiter waiter) {
    @Nullable CompletableFuture<CachedVector> unwanted;
    synchronized (this) {
      if (completed || !remove(waiter) || !waiters.isEmpty()) {
        return;
      }
      completed = true;
      unwanted = computation;
    }
    completion.complete(this, null);
    if (unwanted != null) {
      unwanted.cancel(false);
    }
  }

  private void add(Waiter waiter) {
    waiters.computeIfAbsent(waiter.request, request -> new ArrayList<>(1)).add(waiter);
  }

  private boolean remove(Waiter waiter) {
    List<Waiter> request = waiters.getOrDefault(waiter.request, List.of());
    boolean removed = request.contains(waiter) && request.remove(waiter);
    if (removed && request.isEmpty()) {
      waiters.remove(waiter.request);
    }
    return removed;
  }
}
