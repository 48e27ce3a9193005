package com.tkr.embed.embedding;

import com.tkr.embed.embedding.batching.QueueStats;
import com.tkr.embed.embedding.cache.CacheStats;
import com.tkr.embed.model.DeviceProbe;
import com.tkr.embed.observe.metrics.ServingMetrics;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The values that metrics read when they are asked for. */
record Gauges(ServingMetrics metrics) {
  private static final double NANOS = 1e9;

  void queue(Supplier<QueueStats> queue) {
    metrics.gauge("tkr_queue_inputs", "Inputs that wait", () -> queue.get().waitingInputs());
    metrics.gauge("tkr_queue_tokens", "Tokens that wait", () -> queue.get().waitingTokens());
    metrics.gauge(
        "tkr_queue_age_seconds", "Age of the oldest", () -> queue.get().oldestNanos() / NANOS);
    metrics.gauge(
        "tkr_engine_busy_seconds", "Time in this batch", () -> queue.get().busyNanos() / NANOS);
    metrics.gauge(
        "tkr_engine_tokens_per_second",
        "Measured rate of full batches",
        () -> queue.get().rate().tokensPerSecond());
    metrics.gauge(
        "tkr_batch_budget_tokens", "Tokens of a batch", () -> queue.get().rate().budget());
  }

  /** Of the GPU that serves; 0 on a CPU. */
  void probe(Supplier<Optional<DeviceProbe>> probe) {
    gpu("tkr_gpu_probe_error", "Products' error, by their deviation", probe, DeviceProbe::error);
    gpu("tkr_gpu_probe_dense_gflops", "Speed of products", probe, DeviceProbe::denseGflops);
    gpu(
        "tkr_gpu_probe_quantized_gflops",
        "Speed with quantised weights",
        probe,
        DeviceProbe::quantizedGflops);
  }

  private void gpu(
      String name,
      String text,
      Supplier<Optional<DeviceProbe>> probe,
      ToDoubleFunction<DeviceProbe> value) {
    metrics.gauge(name, text, () -> probe.get().map(value::applyAsDouble).orElse(0.0));
  }

  void cache(Supplier<CacheStats> cache) {
    gauge("tkr_cache_entries", "Vectors kept", cache, CacheStats::entries);
    gauge("tkr_cache_bytes", "Memory for them", cache, CacheStats::bytes);
    gauge("tkr_cache_hits", "Inputs that were there", cache, CacheStats::hits);
    gauge("tkr_cache_misses", "Inputs that were not", cache, CacheStats::misses);
    gauge("tkr_cache_coalesced", "Misses computed by others", cache, CacheStats::coalesced);
    gauge("tkr_cache_evictions", "Vectors dropped for room", cache, CacheStats::evictions);
    gauge("tkr_cache_expirations", "Vectors dropped for age", cache, CacheStats::expirations);
  }

  private void gauge(
      String name, String text, Supplier<CacheStats> cache, ToLongFunction<CacheStats> value) {
    metrics.gauge(name, text, () -> value.applyAsLong(cache.get()));
  }
}
