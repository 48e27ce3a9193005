package com.tkr.embed.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What a load came to.
 *
 * @param load what was put on
 * @param exchanges in the order of their beginning
 * @param origin when the open loop's first request was due, of {@link System#nanoTime}
 */
record Outcome(Load load, List<Exchange> exchanges, long origin) {
  static final double MILLI = 1e6;
  private static final double SECOND = 1e9;

  static Outcome of(Load load, List<Exchange> exchanges) {
    long origin =
        exchanges.stream()
            .mapToLong(exchange -> exchange.started - due(load, exchange))
            .min()
            .orElse(0);
    return new Outcome(load, exchanges, origin);
  }

  private static long due(Load load, Exchange exchange) {
    return load.isOpen() ? load.due(exchange.index) : 0;
  }

  /** The exchanges that are so. */
  Outcome only(Predicate<Exchange> filter) {
    return new Outcome(load, exchanges.stream().filter(filter).toList(), origin);
  }

  Outcome successes() {
    return only(Exchange::succeeded);
  }

  Outcome refusals() {
    return only(Exchange::refused);
  }

  /** The exchanges due this long after the start or later. */
  Outcome after(double seconds) {
    return only(exchange -> due(exchange) >= origin + seconds * SECOND);
  }

  long count() {
    return exchanges.size();
  }

  /** The share of exchanges that succeeded; 0 of none. */
  double success() {
    return count() == 0 ? 0 : (double) successes().count() / count();
  }

  /** Successes a second that ended while requests still began. */
  double rate() {
    double seconds = load.duration().toMillis() / 1000.0;
    long last = origin + load.duration().toNanos();
    return successes().exchanges().stream().filter(e -> e.ended <= last).count() / seconds;
  }

  /** When an exchange was due: in the closed loop, when it began. */
  long due(Exchange exchange) {
    return load.isOpen() ? origin + load.due(exchange.index) : exchange.started;
  }

  /** A percentile of the milliseconds from due to answered. */
  double latency(double percentile) {
    return percentile(percentile, exchange -> exchange.ended - due(exchange)) / MILLI;
  }

  /** A percentile of the milliseconds from sent to answered. */
  double answerTime(double percentile) {
    return percentile(percentile, exchange -> exchange.ended - exchange.sent) / MILLI;
  }

  double percentile(double percentile, ToLongFunction<Exchange> value) {
    long[] sorted = exchanges.stream().filter(e -> e.ended > 0).mapToLong(value).sorted().toArray();
    int rank = (int) Math.ceil(percentile / 100 * sorted.length) - 1;
    return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, rank)];
  }

  /** Answers by status; 0 is none: a failed or unfinished connection. */
  Map<Integer, Long> statuses() {
    return exchanges.stream()
        .collect(Collectors.groupingBy(e -> e.status, TreeMap::new, Collectors.counting()));
  }
}
