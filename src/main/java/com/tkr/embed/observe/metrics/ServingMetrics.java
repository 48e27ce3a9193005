package com.tkr.embed.observe.metrics;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Histogram;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.Tag;

/**
 * The server's metrics; {@code GET /metrics} has them. Times are histograms of microseconds,
 * because the container writes quantiles of its timers in nanoseconds under the name of seconds.
 * Thread-safe.
 */
@ApplicationScoped
public class ServingMetrics {
  private final Map<Stage, Histogram> stages = new EnumMap<>(Stage.class);
  private final Map<String, Histogram> requests = new ConcurrentHashMap<>();
  private final Map<Answer, Counter> answers = new ConcurrentHashMap<>();
  private final Map<String, Counter> items = new ConcurrentHashMap<>();
  private final Map<String, Counter> refusals = new ConcurrentHashMap<>();
  private final AtomicInteger underWay = new AtomicInteger();

  @Inject private MetricRegistry registry;
  private Histogram batchInputs;
  private Histogram batchTokens;
  private Counter tokens;

  private record Answer(String route, int status) {}

  @PostConstruct
  void register() {
    gauge("tkr_requests_under_way", "Requests not answered yet", underWay::get);
    for (Stage stage : Stage.values()) {
      stages.put(stage, stageTimes(stage));
    }
    batchInputs =
        registry.histogram(described("tkr_batch_inputs", "Inputs of a batch", MetricUnits.NONE));
    batchTokens =
        registry.histogram(described("tkr_batch_tokens", "Tokens of a batch", MetricUnits.NONE));
    tokens = counter("tkr_tokens_total", "Tokens computed");
  }

  /** A request came. */
  public void came() {
    underWay.incrementAndGet();
  }

  /** Requests that came and were not answered yet. */
  public int underWay() {
    return underWay.get();
  }

  /** A request was answered. */
  public void answered(String route, int status, Duration time) {
    underWay.decrementAndGet();
    requests.computeIfAbsent(route, this::requestTimes).update(micros(time.toNanos()));
    answers.computeIfAbsent(new Answer(route, status), this::answerCounter).inc();
  }

  /** Inputs were asked to be embedded. */
  public void items(String modality, int count) {
    items.computeIfAbsent(modality, this::itemCounter).inc(count);
  }

  /** Something was refused or dropped before it reached the engine. */
  public void refused(String reason) {
    refusals.computeIfAbsent(reason, this::refusalCounter).inc();
  }

  /** A stage took its time. */
  public void spent(Stage stage, long nanos) {
    Objects.requireNonNull(stages.get(stage)).update(micros(nanos));
  }

  /** The engine computed a batch. */
  public void batch(int inputs, long tokensOfAll) {
    batchInputs.update(inputs);
    batchTokens.update(tokensOfAll);
    tokens.inc(tokensOfAll);
  }

  /** A value that is read when it is asked for. */
  public void gauge(String name, String description, Supplier<Number> value) {
    registry.gauge(described(name, description, MetricUnits.NONE), value);
  }

  private Counter answerCounter(Answer answer) {
    return counter(
        "tkr_requests_total",
        "Requests answered",
        new Tag("route", answer.route()),
        new Tag("status", String.valueOf(answer.status())));
  }

  private Counter itemCounter(String modality) {
    return counter("tkr_items_total", "Inputs asked for", new Tag("modality", modality));
  }

  private Counter refusalCounter(String reason) {
    return counter("tkr_refusals_total", "Inputs refused or dropped", new Tag("reason", reason));
  }

  private Histogram stageTimes(Stage stage) {
    Metadata metadata = described("tkr_stage_micros", "Microseconds by stage", MetricUnits.NONE);
    return registry.histogram(metadata, new Tag("stage", stage.label()));
  }

  private Histogram requestTimes(String route) {
    Metadata metadata = described("tkr_request_micros", "Microseconds to answer", MetricUnits.NONE);
    return registry.histogram(metadata, new Tag("route", route));
  }

  private static long micros(long nanos) {
    return TimeUnit.NANOSECONDS.toMicros(nanos);
  }

  private Counter counter(String name, String description, Tag... tags) {
    return registry.counter(described(name, description, MetricUnits.NONE), tags);
  }

  private static Metadata described(String name, String description, String unit) {
    return Metadata.builder().withName(name).withDescription(description).withUnit(unit).build();
  }
}
