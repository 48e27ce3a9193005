package com.tkr.embed.it;

import java.util.List;
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
          "EMBEDDING_MODEL_ALIASES", "the-alias,embed-multilingual-v3.0,voyage-multimodal-3");
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

  /**
   * Who asks whom for what, so that a status is answered.
   *
   * @param url of the server
   * @param model that is asked for
   */
  record Caller(String url, String key, String model) {}

  static ClientServers start() {
    return new ClientServers(
        Server.start("clients", KEYED, "/health/ready"),
        Server.start("clients-open", OPEN, "/health/ready"),
        Server.start("clients-unready", UNREADY, "/health/live"),
        Server.start("clients-reranker", RERANKER, "/health/ready"));
  }

  /** Addresses and keys, by the names that the clients' tests read. */
  Map<String, String> environment() {
    return Map.of(
        "TKR_EMBED_URL", keyed.uri("").toString(),
        "TKR_EMBED_OPEN_URL", open.uri("").toString(),
        "TKR_EMBED_UNREADY_URL", unready.uri("").toString(),
        "TKR_EMBED_RERANK_URL", reranker.uri("").toString(),
        "TKR_EMBED_KEY", MASTER_KEY,
        "TKR_EMBED_OTHER_KEY", keys().create("other", "similarity").get("api_key").textValue(),
        "TKR_EMBED_LIMITED_KEY", limited("limited"));
  }

  /** Who is answered with a status, whatever is asked; of 400, whose request is wrong. */
  Caller caller(int status) {
    Server server = status == 503 ? unready : keyed;
    String key =
        switch (status) {
          case 401 -> "nobodys";
          case 429 -> usedUp();
          default -> MASTER_KEY;
        };
    return new Caller(server.uri("").toString(), key, status == 404 ? "nobodys" : "demo");
  }

  /** What our own route answers to texts, from which the client's vectors may not differ. */
  List<float[]> vectors(String... texts) {
    String body = "{\"texts\":[\"" + String.join("\",\"", texts) + "\"]}";
    Http http = new Http(keyed);
    return Vectors.of(
        Http.json(http.send(http.json("/embed/text", body).header("X-API-Key", MASTER_KEY))));
  }

  private Keys keys() {
    return new Keys(new Http(keyed), MASTER_KEY);
  }

  private String usedUp() {
    String key = limited("used up " + System.nanoTime());
    keys().status(key);
    return key;
  }

  private String limited(String name) {
    return keys()
        .created(
            "{\"name\":\""
                + name
                + "\",\"permissions\":[\"*\"],\"limits\":{\"requests_per_day\":1}}")
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
