package com.tkr.embed.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Short texts of many clients, batched and one at a time. */
final class Batching {
  private static final int CLIENTS = 64;
  private static final int ROUNDS = 2;
  private static final Map<String, String> ONE_AT_A_TIME =
      Map.of("EMBEDDING_BATCH_TOKENS", "1", "EMBEDDING_CACHE_ENABLED", "false");

  /** An engine that reads its weights for 20 ms, then computes a token in 0.4 ms. */
  private static final Map<String, String> WEIGHT_BOUND =
      Map.of("STANDIN_FIXED_MICROS", "20000", "STANDIN_TOKEN_MICROS", "400");

  private final Setting setting;
  private long sent;

  private Batching(Setting setting) {
    this.setting = setting;
  }

  static void run(Setting setting) {
    setting.report().title("Uncached short texts of 64 clients; against one at a time");
    Batching batching = new Batching(setting);
    batching.compare("weight-bound stand-in", Setting::standIn, WEIGHT_BOUND);
    batching.compare("demonstration model", Setting::shipped, Map.of());
    if (setting.model() != null) {
      Map<String, String> model = Map.of("EMBEDDING_MODEL_PATH", setting.model());
      batching.compare(setting.model(), Setting::shipped, model);
    }
  }

  private interface Start {
    ServerProcess server(String name, Map<String, String> settings);
  }

  private void compare(String title, Start start, Map<String, String> settings) {
    Map<String, String> alone = new HashMap<>(settings);
    alone.putAll(ONE_AT_A_TIME);
    try (ServerProcess batched = start.server("batched", settings);
        ServerProcess single = start.server("one-at-a-time", alone)) {
      setting.warm(batched, this::text);
      setting.warm(single, this::text);
      double rate = 0;
      double against = 0;
      double success = 1;
      for (int i = 0; i < ROUNDS; i++) {
        Outcome outcome = setting.saturated(batched, CLIENTS, this::text);
        rate += outcome.rate() / ROUNDS;
        success = Math.min(success, outcome.success());
        against += setting.saturated(single, CLIENTS, this::text).rate() / ROUNDS;
      }
      setting.report().row(title, rate, against, "texts/s");
      if (success < 1) {
        setting.report().row("  of these, good answers", 100 * success, "%");
      }
    }
  }

  private Call text(long n) {
    return Call.texts(List.of(Texts.different(sent++)), Format.BYTES);
  }
}
