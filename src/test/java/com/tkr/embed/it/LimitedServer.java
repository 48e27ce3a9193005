package com.tkr.embed.it;

import java.util.Map;

/**
 * The suite's server that requires keys and holds each to its limits; all requests together have
 * none. No other name stands for its model.
 */
final class LimitedServer extends SuiteServer {
  /** Held by the class that uses it: its neighbours would disturb what it counts. */
  static final String LOCK = "limited server";

  static final String MASTER_KEY = "a-master-key-of-the-dialects-tests-9Zk";

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "EMBEDDING_MODEL_PATH", "demo",
          "EMBEDDING_ENV", "testing",
          "EMBEDDING_REQUIRE_API_KEY", "true",
          "EMBEDDING_API_KEY", MASTER_KEY,
          "EMBEDDING_RATE_LIMIT_ENABLED", "true",
          "EMBEDDING_RATE_LIMIT_BURST", "0",
          "EMBEDDING_RATE_LIMIT_RPM", "0",
          "EMBEDDING_FAILED_ATTEMPTS_PER_MINUTE", "0");

  @Override
  Server start() {
    return Server.start("limited", ENVIRONMENT, "/health/ready");
  }
}
