package com.tkr.embed.security.ratelimit;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What was decided since the start. Thread-safe. */
final class LimitCounts {
  private final LongAdder requests = new LongAdder();
  private final LongAdder items = new LongAdder();
  private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();

  Decision request(Decision decision) {
    requests.increment();
    return excess(decision);
  }

  Decision items(Decision decision, int count) {
    if (decision.isAllowed()) {
      items.add(count);
    }
    return excess(decision);
  }

  private Decision excess(Decision decision) {
    LimitExcess excess = decision.excess();
    if (excess != null) {
      refused.computeIfAbsent(excess.policy().name(), name -> new LongAdder()).increment();
    }
    return decision;
  }

  long decisions() {
    return requests.sum() + items.sum();
  }

  Counts now() {
    Map<String, Long> byPolicy = new TreeMap<>();
    refused.forEach((policy, count) -> byPolicy.put(policy, count.sum()));
    long refusals = byPolicy.values().stream().mapToLong(Long::longValue).sum();
    return new Counts(requests.sum() - refusals, items.sum(), byPolicy);
  }

  /**
   * What was decided.
   *
   * @param requests that were allowed
   * @param items that were allowed
   * @param refused requests, by the name of the limit
   */
  record Counts(long requests, long items, Map<String, Long> refused) {}
}
