package com.tkr.embed.bench;
import java.net.URI;
import java.time.Duration;
import java.util.List;
final class ServingBench {
  public static void main(String[] args) {
    URI uri = URI.create(args[0]);
    Call call = Call.texts(List.of("a red circle"), Format.BYTES).expecting(768);
    for (int i = 0; i < 3; i++) {
    Outcome c = LoadGenerator.run(Load.closed(uri, 16, Duration.ofSeconds(5), n -> call));
    System.out.printf("closed %.0f/s p50 %.2f p99 %.2f %s success %.4f%n", c.rate(), c.latency(50), c.latency(99), c.statuses(), c.success());
    Outcome o = LoadGenerator.run(Load.closed(uri, 64, Duration.ofSeconds(5), n -> call).at(200));
    System.out.printf("open %.0f/s p50 %.2f p99 %.2f sent p50 %.2f p99 %.2f %s%n", o.rate(), o.latency(50), o.latency(99), o.answerTime(50), o.answerTime(99), o.statuses());
    Outcome g = LoadGenerator.run(Load.closed(uri, 16, Duration.ofSeconds(5), n -> Call.get("/docs/index.html", 0)));
    System.out.printf("static %.0f/s p50 %.2f p99 %.2f %s bytes %.0f/s%n", g.rate(), g.latency(50), g.latency(99), g.statuses(), g.bytesPerSecond());
    }
  }
}
