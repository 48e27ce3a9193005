package com.tkr.embed.bench;

import java.util.List;
import java.util.Map;

/** What is in the cache already, against files of the same size by the same Payara. */
final class CachedAnswers {
  private static final int TEXTS = 100;
  private static final int BATCH_CONNECTIONS = 8;
  private static final int ROUNDS = 2;
  private static final double MODERATE = 0.25;

  private final Setting setting;
  private final ServerProcess server;
  private final String name;

  private CachedAnswers(Setting setting, ServerProcess server, String name) {
    this.setting = setting;
    this.server = server;
    this.name = name;
  }

  static void run(Setting setting) {
    try (ServerProcess server = Setting.shipped("cached-demo", Map.of())) {
      new CachedAnswers(setting, server, "192 dimensions").measure();
    }
    try (ServerProcess server = Setting.standIn("cached-3584", Map.of())) {
      new CachedAnswers(setting, server, "3584 dimensions").measure();
    }
  }

  private void measure() {
    setting.report().title("Cached texts, " + name + "; against a static file of the same size");
    hundred();
    for (Format format : List.of(Format.FLOAT, Format.BASE64, Format.BYTES)) {
      single(format);
    }
  }

  private void hundred() {
    Call call = sized(Call.texts(Texts.same(TEXTS), Format.BASE64));
    Call one = Call.texts(Texts.same(1), Format.BASE64);
    setting.warm(server, n -> n % BATCH_CONNECTIONS == 0 ? call : one);
    Pair pair = against(call, BATCH_CONNECTIONS);
    setting.report().row("100 texts, base64", pair.rate * TEXTS, "texts/s");
    double megabyte = call.size() / 1e6;
    setting
        .report()
        .row("100 texts, base64", pair.rate * megabyte, pair.fileRate * megabyte, "MB/s");
    failures(pair.success);
  }

  private void single(Format format) {
    Call call = sized(Call.texts(Texts.same(1), format));
    setting.saturated(server, Setting.CONNECTIONS, n -> call);
    Pair pair = against(call, Setting.CONNECTIONS);
    String title = "1 text, " + format.title();
    setting.report().row(title + ", saturated", pair.rate, pair.fileRate, "req/s");
    Call file = Call.get(server.staticFile(call.size()), call.size());
    Outcome ours = moderate(call, pair.rate * MODERATE);
    Outcome files = moderate(file, pair.rate * MODERATE);
    String rate = String.format(" at %.0f/s", pair.rate * MODERATE);
    setting.report().row(title + rate + ", p50", ours.latency(50), files.latency(50), "ms");
    setting.report().row(title + rate + ", p99", ours.latency(99), files.latency(99), "ms");
    setting.report().row(title + rate + ", p50 from sending", ours.answerTime(50), "ms");
    failures(Math.min(pair.success, ours.success()));
  }

  private Outcome moderate(Call call, double rate) {
    return LoadGenerator.run(
        Load.closed(server.uri(), 2 * Setting.CONNECTIONS, setting.pace().measure(), n -> call)
            .at(rate));
  }

  /** The call with the size that its answer has. */
  private Call sized(Call call) {
    return call.expecting(server.send(call).length);
  }

  /** Answers and files in turn, so that what drifts, drifts under both. */
  private Pair against(Call call, int connections) {
    Call file = Call.get(server.staticFile(call.size()), call.size());
    Pair pair = new Pair();
    setting.saturated(server, connections, n -> file);
    for (int i = 0; i < ROUNDS; i++) {
      Outcome ours = setting.saturated(server, connections, n -> call);
      pair.rate += ours.rate() / ROUNDS;
      pair.success = Math.min(pair.success, ours.success());
      pair.fileRate += setting.saturated(server, connections, n -> file).rate() / ROUNDS;
    }
    return pair;
  }

  private void failures(double success) {
    if (success < 1) {
      setting.report().row("  of these, good answers", 100 * success, "%");
    }
  }

  private static final class Pair {
    private double rate;
    private double fileRate;
    private double success = 1;
  }
}
