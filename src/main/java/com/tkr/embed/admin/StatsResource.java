package com.tkr.embed.admin;

import com.tkr.embed.batching.QueueStats;
import com.tkr.embed.cache.CacheStats;
import com.tkr.embed.embedding.ModelLifecycle;
import com.tkr.embed.health.HealthReport;
import com.tkr.embed.health.ProcessStats;
import com.tkr.embed.model.ModelState;
import com.tkr.embed.request.Permission;
import com.tkr.embed.security.Authorized;
import com.tkr.embed.wire.SmallJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells operators how cache and queue do. */
@Path("admin/stats")
@ApplicationScoped
public class StatsResource {
  private static final double NANOS = 1e9;

  @Inject private ModelLifecycle lifecycle;

  @GET
  @Authorized(Permission.ADMIN)
  @Produces(MediaType.APPLICATION_JSON)
  public byte[] stats() {
    ModelState state = lifecycle.state();
    ProcessStats process = ProcessStats.now(0);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("server_status", new HealthReport(state, lifecycle.served(), process).status());
    body.put("uptime_seconds", process.uptimeSeconds());
    body.put("model_loaded", state instanceof ModelState.Ready);
    body.put("cache_stats", cache(lifecycle.cache()));
    body.put("queue_stats", queue(lifecycle.queue()));
    return SmallJson.bytes(body);
  }

  private static Map<String, Object> cache(CacheStats stats) {
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

  private static Map<String, Object> queue(QueueStats stats) {
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
