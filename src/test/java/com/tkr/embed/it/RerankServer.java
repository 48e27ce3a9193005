package com.tkr.embed.it;

import java.nio.file.Path;
import java.util.Map;

/**
 * The suite's server of a small random reranker, that requires keys and holds each to its limits.
 */
final class RerankServer extends SuiteServer {
  /** Held by the class that uses it: its neighbours would disturb what it counts. */
  static final String LOCK = "rerank server";

  static final String MASTER_KEY = "a-master-key-of-the-rerankers-tests-7Wq";

  static final Path CHECKPOINT =
      Path.of("src/test/resources/golden/qwen3-reranker-untied").toAbsolutePath();

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "EMBEDDING_MODEL_PATH", CHECKPOINT.toString(),
          "EMBEDDING_ENV", "testing",
          "EMBEDDING_REQUIRE_API_KEY", "true",
          "EMBEDDING_API_KEY", MASTER_KEY,
          "EMBEDDING_RATE_LIMIT_ENABLED", "true",
          "EMBEDDING_RATE_LIMIT_BURST", "0",
          "EMBEDDING_RATE_LIMIT_RPM", "0",
          "EMBEDDING_FAILED_ATTEMPTS_PER_MINUTE", "0");

  @Override
  Server start() {
    return Server.start("rerank-keyed", ENVIRONMENT, "/health/ready");
  }
}
