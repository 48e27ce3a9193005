package com.tkr.embed.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Ten times what the server can do. */
final class Overload {
  /**
   * About sixty texts a second, so that the machine can offer ten times that; and a queue that
   * fewer connections fill than there are, so that something is refused.
   */
  static final Map<String, String> ENGINE =
      Map.of(
          "STANDIN_FIXED_MICROS", "10000",
          "STANDIN_INPUT_MICROS", "15000",
          "STANDIN_TOKEN_MICROS", "0",
          "EMBEDDING_CACHE_ENABLED", "false",
          "EMBEDDING_QUEUE_MAX_AGE_SECONDS", "2");

  static final double NORMAL = 0.7;
  private static final double FACTOR = 10;
  private static final int CONNECTIONS = 500;
  private static final int SECONDS_AFTER = 30;
  private static final double BACK_TO_NORMAL = 1.5;

  private final Setting setting;
  private final ServerProcess server;
  private final Report report;

  private Overload(Setting setting, ServerProcess server) {
    this.setting = setting;
    this.server = server;
    report = setting.report();
  }

  static void run(Setting setting) {
    setting.report().title("Overload: ten times the capacity over 500 connections");
    try (ServerProcess server = Setting.standIn("overload", ENGINE)) {
      new Overload(setting, server).measure();
    }
  }

  private void measure() {
    setting.warm(server, Overload::text);
    double capacity = setting.saturated(server, Setting.CONNECTIONS, Overload::text).rate();
    Load load = Load.closed(server.uri(), CONNECTIONS, setting.pace().measure(), Overload::text);
    double normal = LoadGenerator.run(load.at(NORMAL * capacity)).latency(99);
    ProcessFigures before = ProcessFigures.of(server.pid());
    Duration duration = setting.pace().overload();
    CompletableFuture<Outcome> after =
        CompletableFuture.supplyAsync(() -> after(load.at(NORMAL * capacity), duration));
    try (HealthProbe probe = new HealthProbe(server.uri())) {
      Outcome outcome = LoadGenerator.run(load.at(FACTOR * capacity).during(duration));
      tell(outcome, capacity);
      report.row("health in under 1 s", probe.summary());
    }
    ProcessFigures peak = ProcessFigures.of(server.pid());
    report.row("resident memory after, before", peak.rss(), before.rss(), "MiB");
    recovery(after.join(), normal);
    report.row("server alive", String.valueOf(server.isAlive()));
  }

  private static Outcome after(Load load, Duration wait) {
    Sleep.of(wait);
    return LoadGenerator.run(load.during(Duration.ofSeconds(SECONDS_AFTER)).over(CONNECTIONS / 2));
  }

  private void tell(Outcome outcome, double capacity) {
    Outcome refusals = outcome.refusals();
    report.row("goodput, capacity", outcome.rate(), capacity, "req/s");
    report.row("offered", outcome.count() / seconds(outcome), "req/s");
    report.row("statuses (0: no answer)", outcome.statuses().toString());
    report.row("accepted, p99 from sending", outcome.successes().answerTime(99), "ms");
    report.row("refused, p50 from sending", refusals.answerTime(50), "ms");
    report.row("refused, p99 from sending", refusals.answerTime(99), "ms");
    report.row("refused, p99 from due", refusals.latency(99), "ms");
    long told = refusals.only(exchange -> exchange.retryAfter).count();
    report.row("refusals with Retry-After", told + " of " + refusals.count());
  }

  /** Seconds after the overload's end from which on every second's slowest was normal. */
  private void recovery(Outcome outcome, double normal) {
    int recovered = 0;
    for (int second = 0; second < SECONDS_AFTER; second++) {
      int from = second;
      Outcome one = outcome.after(from).only(e -> due(outcome, e) < from + 1);
      if (one.success() < 1 || one.latency(99) > BACK_TO_NORMAL * normal) {
        recovered = second + 1;
      }
    }
    report.row("p99 before at 0.7 load", normal, "ms");
    report.row("back to 1.5 times that after", recovered, "s");
  }

  private static double due(Outcome outcome, Exchange exchange) {
    return (outcome.due(exchange) - outcome.origin()) / 1e9;
  }

  private static double seconds(Outcome outcome) {
    return outcome.load().duration().toMillis() / 1000.0;
  }

  static Call text(long n) {
    return Call.texts(List.of(Texts.different(n)), Format.BYTES);
  }
}
