package com.tkr.embed.bench;

import com.tkr.embed.standin.EngineClock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the server adds to a request: its whole time less the time in which the engine worked before
 * the request's batch ended, be it on that batch or on those before it. The stand-in tells when its
 * batches ran, on the clock of the machine.
 */
final class OwnOverhead {
  private static final double LOAD = 0.7;
  private static final int CONNECTIONS = 128;
  private static final Map<String, String> ENGINE =
      Map.of(
          "STANDIN_FIXED_MICROS", "5000",
          "STANDIN_INPUT_MICROS", "2000",
          "STANDIN_TOKEN_MICROS", "0",
          "STANDIN_CLOCK", "true",
          "STANDIN_RECORDS", "true");

  private final TreeMap<Long, long[]> batches = new TreeMap<>();

  static void run(Setting setting) {
    setting.report().title("Own overhead at 0.7 load: total less queue and engine");
    try (ServerProcess server = Setting.standIn("overhead", ENGINE)) {
      setting.warm(server, OwnOverhead::text);
      double capacity = setting.saturated(server, CONNECTIONS, OwnOverhead::text).rate();
      Load load =
          Load.closed(server.uri(), CONNECTIONS, setting.pace().measure(), OwnOverhead::text);
      Outcome outcome = LoadGenerator.run(load.at(LOAD * capacity));
      OwnOverhead overhead = new OwnOverhead(server);
      Outcome good = outcome.only(e -> e.succeeded() && e.head != null);
      setting.report().row("capacity", capacity, "req/s");
      setting.report().row("whole time, p50", good.latency(50), "ms");
      setting.report().row("whole time, p99", good.latency(99), "ms");
      setting.report().row("own overhead, p50", overhead.of(good, 50), "ms");
      setting.report().row("own overhead, p99", overhead.of(good, 99), "ms");
      setting.report().row("good answers", 100 * outcome.success(), "%");
    }
  }

  private static Call text(long n) {
    return Call.texts(List.of(Texts.different(n)), Format.CLOCK);
  }

  private OwnOverhead(ServerProcess server) {
    String lines =
        new String(server.send(Call.get("/standin/batches", 0)), StandardCharsets.US_ASCII);
    lines
        .lines()
        .map(line -> line.split(" "))
        .map(line -> new long[] {Long.parseLong(line[0]), Long.parseLong(line[1])})
        .forEach(batch -> batches.put(batch[0], batch));
  }

  private double of(Outcome outcome, double percentile) {
    return outcome.percentile(percentile, this::nanos) / Outcome.MILLI;
  }

  private long nanos(Exchange exchange) {
    float[] moments = new float[6];
    ByteBuffer.wrap(exchange.head).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(moments);
    long end = EngineClock.end(moments);
    return exchange.ended - exchange.sent - worked(exchange.sent, end);
  }

  /** Nanoseconds within a span in which a batch ran. */
  private long worked(long from, long to) {
    Long first = batches.floorKey(from);
    long worked = 0;
    for (long[] batch : batches.tailMap(first == null ? from : first).values()) {
      if (batch[0] > to) {
        break;
      }
      worked += Math.max(0, Math.min(batch[1], to) - Math.max(batch[0], from));
    }
    return worked;
  }
}
