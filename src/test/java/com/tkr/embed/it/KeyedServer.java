package com.tkr.embed.it;

import java.util.Map;

/** The suite's server that requires keys, with a master key, without limits of rate. */
final class KeyedServer extends SuiteServer {
  /** Held by the class that uses it: its neighbours would disturb what it counts. */
  static final String LOCK = "keyed server";

  static final String MASTER_KEY = "a-master-key-of-the-integration-tests-7Qx";

  static final Map<String, String> ENVIRONMENT =
      Map.of(
          "EMBEDDING_MODEL_PATH", "demo",
          "EMBEDDING_MODEL_ALIASES", "*",
          "EMBEDDING_ENV", "testing",
          "EMBEDDING_REQUIRE_API_KEY", "true",
          "EMBEDDING_API_KEY", MASTER_KEY,
          "EMBEDDING_RATE_LIMIT_ENABLED", "false",
          "HF_HUB_OFFLINE", "1",
          "EMBEDDING_FAILED_ATTEMPTS_PER_MINUTE", "0");

  @Override
  Server start() {
    return Server.start("keyed", ENVIRONMENT, "/health/ready");
  }
}
