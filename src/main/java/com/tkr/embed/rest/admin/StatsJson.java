package com.tkr.embed.rest.admin;

import com.tkr.embed.embedding.batching.QueueStats;
import com.tkr.embed.embedding.cache.CacheStats;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts as administrators see them. */
final class StatsJson {
  private static final double NANOS = 1e9;

  private StatsJson() {}

  static Map<String, Object> cache(CacheStats stats) {
    long asked = stats.hits() + stats.misses();
    Map<String, Object> cache = new LinkedHashMap<>();
    cache.put("entries", stats.entries());
    cache.put("max_entries", stats.maxEntries());
    cache.put("bytes", stats.bytes());
    cache.put("max_bytes", stats.maxBytes());
    cache.put("hits", stats.hits());
    cache.put("misses", stats.misses());
    cache.put("hit_rate", asked == 0 ? 0.0 : (double) stats.hits() / asked);
    cache.put("coalesced", stats.coalesced());
    cache.put("evictions", stats.evictions());
    cache.put("expirations", stats.expirations());
    cache.put("computing", stats.computing());
    return cache;
  }

  static Map<String, Object> queue(QueueStats stats) {
    Map<String, Object> queue = new LinkedHashMap<>();
    queue.put("waiting_inputs", stats.waitingInputs());
    queue.put("waiting_tokens", stats.waitingTokens());
    queue.put("reserved_tokens", stats.reservedTokens());
    queue.put("callers", stats.callers());
    queue.put("oldest_seconds", stats.oldestNanos() / NANOS);
    queue.put("expected_wait_seconds", stats.expectedWaitNanos() / NANOS);
    queue.put("batches", stats.batches());
    queue.put("inputs", stats.inputs());
    queue.put("busy_seconds", stats.busyNanos() / NANOS);
    queue.put("batch_budget_tokens", stats.rate().budget());
    queue.put("tokens_per_second", stats.rate().tokensPerSecond());
    return queue;
  }
}
