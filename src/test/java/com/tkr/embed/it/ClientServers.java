package com.tkr.embed.it;

import java.util.Map;

/**
 * The servers that the clients of others talk to: one that requires keys, one that requires none
 * and calls its model by any name, one that has no model, one of a reranker that requires keys.
 * What they are is told by the environment, as {@code src/test/python/clients/conftest.py} reads
 * it.
 */
record ClientServers(Server keyed, Server open, Server unready, Server reranker)
    implements AutoCloseable {
  private static final String MASTER_KEY = "a-master-key-of-the-tests-of-clients-4Rt";
  private static final Map<String, String> KEYED =
      Map.of(
          "EMBEDDING_MODEL_PATH", "demo",
          "EMBEDDING_ENV", "testing",
          "EMBEDDING_REQUIRE_API_KEY", "true",
          "EMBEDDING_API_KEY", MASTER_KEY,
          "EMBEDDING_RATE_LIMIT_ENABLED", "true",
          "EMBEDDING_RATE_LIMIT_BURST", "0",
          "EMBEDDING_RATE_LIMIT_RPM", "0",
          "EMBEDDING_FAILED_ATTEMPTS_PER_MINUTE", "0",
          "EMBEDDING_MODEL_ALIASES", "the-alias");
  private static final Map<String, String> OPEN =
      Map.of(
          "EMBEDDING_MODEL_PATH", "demo",
          "EMBEDDING_ENV", "testing",
          "EMBEDDING_MODEL_ALIASES", "*");
  private static final Map<String, String> UNREADY =
      Map.of(
          "EMBEDDING_MODEL_PATH", "/no/such/checkpoint",
          "EMBEDDING_ENV", "testing",
          "EMBEDDING_MODEL_ALIASES", "*");

  private static final Map<String, String> RERANKER =
      Map.of(
          "EMBEDDING_MODEL_PATH", RerankServer.CHECKPOINT.toString(),
          "EMBEDDING_ENV", "testing",
          "EMBEDDING_REQUIRE_API_KEY", "true",
          "EMBEDDING_API_KEY", MASTER_KEY,
          "EMBEDDING_MODEL_ALIASES", "the-alias");

  static ClientServers start() {
    return new ClientServers(
        Server.start("clients", KEYED, "/health/ready"),
        Server.start("clients-open", OPEN, "/health/ready"),
        Server.start("clients-unready", UNREADY, "/health/live"),
        Server.start("clients-reranker", RERANKER, "/health/ready"));
  }

  /** Addresses and keys, by the names that the clients' tests read. */
  Map<String, String> environment() {
    Keys keys = new Keys(new Http(keyed), MASTER_KEY);
    return Map.of(
        "TKR_EMBED_URL", keyed.uri("").toString(),
        "TKR_EMBED_OPEN_URL", open.uri("").toString(),
        "TKR_EMBED_UNREADY_URL", unready.uri("").toString(),
        "TKR_EMBED_RERANK_URL", reranker.uri("").toString(),
        "TKR_EMBED_KEY", MASTER_KEY,
        "TKR_EMBED_OTHER_KEY", keys.create("other", "similarity").get("api_key").textValue(),
        "TKR_EMBED_LIMITED_KEY", limited(keys));
  }

  private static String limited(Keys keys) {
    return keys.created(
            "{\"name\":\"limited\",\"permissions\":[\"*\"],\"limits\":{\"requests_per_day\":1}}")
        .get("api_key")
        .textValue();
  }

  @Override
  public void close() throws InterruptedException {
    keyed.close();
    open.close();
    unready.close();
    reranker.close();
  }
}
