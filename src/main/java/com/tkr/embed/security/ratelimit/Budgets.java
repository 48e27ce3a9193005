package com.tkr.embed.security.ratelimit;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The budgets of callers, so many at most: room for new ones is made by forgetting those without a
 * count, then those that asked longest ago. Thread-safe.
 */
public final class Budgets {
  private final ConcurrentHashMap<String, Budget> budgets = new ConcurrentHashMap<>();
  private final LongAdder forgotten = new LongAdder();
  private final LongSupplier clock;
  private final int most;

  /** No budgets yet, by a clock of nanoseconds. */
  public Budgets(LongSupplier clock, int most) {
    this.clock = clock;
    this.most = most;
  }

  /** Asks the caller's budget, a new one when there is none. */
  public Decision ask(String id, Function<Budget, Decision> question) {
    while (true) {
      Budget budget = budgets.get(id);
      Decision decision = question.apply(budget == null ? budget = added(id) : budget);
      if (decision != null) {
        return decision;
      }
      budgets.remove(id, budget);
    }
  }

  /** How many there are. */
  public int size() {
    return budgets.size();
  }

  /** Budgets that were forgotten with counts in them. */
  public long forgotten() {
    return forgotten.sum();
  }

  /** Forgets those without a count. */
  public void sweep() {
    budgets.forEach(
        (id, budget) -> {
          if (budget.closeIfUnused()) {
            budgets.remove(id, budget);
          }
        });
  }

  /** All counts, to be kept. */
  public List<SavedBudget> saved() {
    return budgets.entrySet().stream().map(kept -> kept.getValue().saved(kept.getKey())).toList();
  }

  /** Takes over counts that were kept so many nanoseconds ago. */
  public void restore(List<SavedBudget> saved, long agoNanos) {
    saved.stream()
        .limit(most)
        .forEach(kept -> budgets.put(kept.id(), new Budget(clock, kept, agoNanos)));
  }

  private Budget added(String id) {
    if (budgets.size() >= most) {
      makeRoom();
    }
    return budgets.computeIfAbsent(id, absent -> new Budget(clock));
  }

  /** An eighth at a time, so that the search is paid by many additions. */
  private synchronized void makeRoom() {
    if (budgets.size() < most) {
      return;
    }
    sweep();
    record Idle(String id, Budget budget, long nanos) {}
    int excess = Math.max(0, budgets.size() - (most - most / 8 - 1));
    budgets.entrySet().stream()
        .map(kept -> new Idle(kept.getKey(), kept.getValue(), kept.getValue().idleNanos()))
        .sorted(Comparator.comparingLong(Idle::nanos).reversed())
        .limit(excess)
        .forEach(idle -> forget(idle.id(), idle.budget()));
  }

  private void forget(String id, Budget budget) {
    budget.close();
    budgets.remove(id, budget);
    forgotten.increment();
  }
}
