package com.tkr.embed.security.ratelimit;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The usages of callers, so many at most: room for new ones is made by forgetting those without a
 * count, then those that asked longest ago. Thread-safe.
 */
public final class CallerUsages {
  private final ConcurrentHashMap<String, CallerUsage> usages = new ConcurrentHashMap<>();
  private final LongAdder forgotten = new LongAdder();
  private final LongSupplier clock;
  private final int most;

  /** No usages yet, by a clock of nanoseconds. */
  public CallerUsages(LongSupplier clock, int most) {
    this.clock = clock;
    this.most = most;
  }

  /** Asks the caller's usage, a new one when there is none. */
  public Decision ask(String id, Function<CallerUsage, @Nullable Decision> question) {
    while (true) {
      CallerUsage usage = usages.get(id);
      if (usage == null) {
        usage = added(id);
      }
      Decision decision = question.apply(usage);
      if (decision != null) {
        return decision;
      }
      usages.remove(id, usage);
    }
  }

  /** How many there are. */
  public int size() {
    return usages.size();
  }

  /** Callers that were forgotten with counts in them. */
  public long forgotten() {
    return forgotten.sum();
  }

  /** Forgets those without a count. */
  public void sweep() {
    usages.forEach(
        (id, usage) -> {
          if (usage.closeIfUnused()) {
            usages.remove(id, usage);
          }
        });
  }

  /** All counts, to be kept. */
  public List<SavedUsage> saved() {
    return usages.entrySet().stream().map(kept -> kept.getValue().saved(kept.getKey())).toList();
  }

  /** Takes over counts that were kept so many nanoseconds ago. */
  public void restore(List<SavedUsage> saved, long agoNanos) {
    saved.stream()
        .limit(most)
        .forEach(kept -> usages.put(kept.id(), new CallerUsage(clock, kept, agoNanos)));
  }

  private CallerUsage added(String id) {
    if (usages.size() >= most) {
      makeRoom();
    }
    return usages.computeIfAbsent(id, absent -> new CallerUsage(clock));
  }

  /** An eighth at a time, so that the search is paid by many additions. */
  private synchronized void makeRoom() {
    if (usages.size() < most) {
      return;
    }
    sweep();
    record Idle(String id, CallerUsage usage, long nanos) {}
    int surplus = Math.max(0, usages.size() - (most - most / 8 - 1));
    usages.entrySet().stream()
        .map(kept -> new Idle(kept.getKey(), kept.getValue(), kept.getValue().idleNanos()))
        .sorted(Comparator.comparingLong(Idle::nanos).reversed())
        .limit(surplus)
        .forEach(idle -> forget(idle.id(), idle.usage()));
  }

  private void forget(String id, CallerUsage usage) {
    usage.close();
    usages.remove(id, usage);
    forgotten.increment();
  }
}
