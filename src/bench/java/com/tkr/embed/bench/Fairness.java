package com.tkr.embed.bench;

import java.util.function.LongFunction;

/** One caller asks for twenty times its share, ten others for half of theirs. */
final class Fairness {
  private static final int OTHERS = 10;
  private static final int CALLERS = OTHERS + 1;
  private static final double GREED = 20;
  private static final double MODESTY = 0.5;
  private static final int CONNECTIONS = 500;

  private Fairness() {}

  static void run(Setting setting) {
    setting.report().title("Fairness: one caller at 20 times its share, ten at half of theirs");
    try (ServerProcess server = Setting.standIn("fairness", Overload.ENGINE)) {
      setting.warm(server, Overload::text);
      double capacity = setting.saturated(server, Setting.CONNECTIONS, Overload::text).rate();
      double share = capacity / CALLERS;
      Load load = Load.closed(server.uri(), CONNECTIONS, setting.pace().overload(), callers());
      try (HealthProbe probe = new HealthProbe(server.uri())) {
        tell(setting.report(), LoadGenerator.run(load.at(share * (GREED + OTHERS * MODESTY))));
        setting.report().row("health in under 1 s", probe.summary());
      }
    }
  }

  /** Of every 50 requests, 40 are the greedy caller's and one each the others'. */
  private static LongFunction<Call> callers() {
    int each = (int) (GREED / MODESTY) + OTHERS;
    return n -> Overload.text(n).by((int) Math.min(n % each, OTHERS));
  }

  private static void tell(Report report, Outcome outcome) {
    Outcome others = outcome.only(exchange -> exchange.call.caller() < OTHERS);
    Outcome greedy = outcome.only(exchange -> exchange.call.caller() == OTHERS);
    report.row("the ten: good answers", 100 * others.success(), "%");
    report.row("the ten: p99", others.successes().latency(99), "ms");
    report.row("the ten: statuses", others.statuses().toString());
    report.row("the greedy one: good answers", 100 * greedy.success(), "%");
    report.row("the greedy one: statuses", greedy.statuses().toString());
  }
}
