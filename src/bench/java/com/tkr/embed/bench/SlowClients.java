package com.tkr.embed.bench;

import com.tkr.embed.testing.SlowConnection;
import com.tkr.embed.testing.SlowConnections;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/** More than a thousand rude clients beside one that is not. */
final class SlowClients {
  private static final int HEADERS = 1000;
  private static final int BODIES = 260;
  private static final int READERS = 260;
  private static final double POLITE_RATE = 20;
  private static final int POLITE_CONNECTIONS = 100;
  private static final double SETTLED = 0.25;

  private SlowClients() {}

  static void run(Setting setting) throws IOException {
    setting.report().title("1,000 slow headers, 260 slow bodies, 260 slow readers at once");
    try (ServerProcess server = Setting.standIn("slow", Map.of("STANDIN_TOKEN_MICROS", "1"))) {
      setting.warm(server, SlowClients::text);
      InetSocketAddress address = new InetSocketAddress("127.0.0.1", server.uri().getPort());
      double before = ProcessFigures.of(server.pid()).rss();
      try (SlowConnections slow = new SlowConnections();
          HealthProbe probe = new HealthProbe(server.uri())) {
        slow.add(BODIES, SlowConnection.Kind.BODY, address)
            .add(READERS, SlowConnection.Kind.READER, address)
            .add(HEADERS, SlowConnection.Kind.HEADER, address)
            .start();
        Load load =
            Load.closed(
                server.uri(), POLITE_CONNECTIONS, setting.pace().slow(), SlowClients::text);
        tell(setting, LoadGenerator.run(load.at(POLITE_RATE)));
        tell(setting.report(), slow);
        setting.report().row("health in under 1 s", probe.summary());
      }
      if (server.isAlive()) {
        double after = ProcessFigures.of(server.pid()).rss();
        setting.report().row("resident memory after, before", after, before, "MiB");
      }
      setting.report().row("server alive", String.valueOf(server.isAlive()));
    }
  }

  private static void tell(Setting setting, Outcome outcome) {
    double settled = setting.pace().slow().toSeconds() * SETTLED;
    Outcome later = outcome.after(settled);
    Report report = setting.report();
    report.row("polite client: good answers", 100 * outcome.success(), "%");
    String after = String.format("polite client after %.0f s: ", settled);
    report.row(after + "good answers", 100 * later.success(), "%");
    report.row(after + "p50", later.successes().latency(50), "ms");
    report.row(after + "p99", later.successes().latency(99), "ms");
    report.row(after + "statuses", later.statuses().toString());
  }

  private static void tell(Report report, SlowConnections slow) {
    for (SlowConnection.Kind kind : SlowConnection.Kind.values()) {
      List<SlowConnection> all =
          slow.connections().stream().filter(c -> c.kind() == kind).toList();
      double[] lives =
          all.stream()
              .filter(SlowConnection::isClosed)
              .mapToDouble(c -> c.life().toMillis() / 1000.0)
              .sorted()
              .toArray();
      String title = "slow " + kind.name().toLowerCase(java.util.Locale.ROOT) + ": closed";
      report.row(title, lives.length + " of " + all.size());
      if (lives.length > 0) {
        report.row(
            title + " first, last after",
            String.format("%.1f s, %.1f s", lives[0], lives[lives.length - 1]));
      }
    }
  }

  private static Call text(long n) {
    return Call.texts(List.of(SlowConnection.TEXT), Format.BYTES);
  }
}
