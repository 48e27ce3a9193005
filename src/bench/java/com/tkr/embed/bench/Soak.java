package com.tkr.embed.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;

/** Load at 0.7 for a long time, every text new. */
final class Soak {
  private static final int SAMPLES = 7;
  private static final int CONNECTIONS = 64;
  private static final double MINUTES_PER_HOUR = 60;
  private static final Map<String, String> ENGINE =
      Map.of("STANDIN_FIXED_MICROS", "5000", "STANDIN_TOKEN_MICROS", "200");

  private record Sample(double minute, double heap, ProcessFigures process) {}

  private Soak() {}

  static void run(Setting setting, int minutes) {
    setting.report().title("Soak: 0.7 load, every text new, " + minutes + " minutes");
    try (ServerProcess server = Setting.standIn("soak", ENGINE)) {
      setting.warm(server, Overload::text);
      double capacity = setting.saturated(server, CONNECTIONS, Overload::text).rate();
      Load load =
          Load.closed(server.uri(), CONNECTIONS, Duration.ofMinutes(minutes), Overload::text);
      CompletableFuture<List<Sample>> samples =
          CompletableFuture.supplyAsync(() -> watch(setting.report(), server, minutes));
      try (HealthProbe probe = new HealthProbe(server.uri())) {
        Tally tally = load(load.at(Overload.NORMAL * capacity));
        setting.report().row("good answers", tally.good + " of " + tally.all);
        setting.report().row("health in under 1 s", probe.summary());
      }
      slopes(setting.report(), samples.join());
    }
  }

  /** Minute by minute, so that the generator keeps no hour of answers. */
  private static Tally load(Load load) {
    Tally tally = new Tally();
    for (long minute = 0; minute < load.duration().toMinutes(); minute++) {
      long first = tally.all;
      Load one =
          new Load(
              load.server(),
              load.connections(),
              load.rate(),
              Duration.ofMinutes(1),
              n -> load.calls().apply(first + n));
      Outcome outcome = LoadGenerator.run(one);
      tally.all += outcome.count();
      tally.good += outcome.successes().count();
    }
    return tally;
  }

  private static List<Sample> watch(Report report, ServerProcess server, int minutes) {
    List<Sample> samples = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < SAMPLES; i++) {
      long due = start + Duration.ofMinutes(minutes).toNanos() * i / (SAMPLES - 1);
      Sleep.millis(Math.max(0, (due - System.nanoTime()) / 1_000_000));
      double heap = ProcessFigures.heapAfterCollection(server.pid());
      double minute = (System.nanoTime() - start) / 60e9;
      Sample sample = new Sample(minute, heap, ProcessFigures.of(server.pid()));
      samples.add(sample);
      report.row(
          String.format("minute %.1f: heap after GC, resident MiB; threads, descriptors", minute),
          String.format(
              "%.1f, %.0f; %d, %d",
              heap,
              sample.process.rss(),
              sample.process.threads(),
              sample.process.descriptors()));
    }
    return samples;
  }

  private static void slopes(Report report, List<Sample> samples) {
    List<Sample> later = samples.subList(samples.size() / 2, samples.size());
    report.row("second half: heap after GC", slope(later, Sample::heap), "MiB/h");
    report.row("second half: resident", slope(later, s -> s.process.rss()), "MiB/h");
    report.row("second half: threads", slope(later, s -> s.process.threads()), "/h");
    report.row("second half: descriptors", slope(later, s -> s.process.descriptors()), "/h");
  }

  /** The slope of the least squares line. */
  private static double slope(List<Sample> samples, ToDoubleFunction<Sample> value) {
    double x = samples.stream().mapToDouble(Sample::minute).average().orElse(0);
    double y = samples.stream().mapToDouble(value).average().orElse(0);
    double xy = samples.stream().mapToDouble(s -> (s.minute - x) * (value.applyAsDouble(s) - y)).sum();
    double xx = samples.stream().mapToDouble(s -> (s.minute - x) * (s.minute - x)).sum();
    return MINUTES_PER_HOUR * xy / xx;
  }

  private static final class Tally {
    private long all;
    private long good;
  }
}
