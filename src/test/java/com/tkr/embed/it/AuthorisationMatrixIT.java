package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.security.apikey.Permission;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every method of every path answers to every kind of credential. */
class AuthorisationMatrixIT {
  private static final int READY_WITHIN_POLLS = 600;

  private static final Map<String, Permission> EMBEDDING =
      Map.ofEntries(
          Map.entry("/rerank", Permission.RERANK),
          Map.entry("/v1/rerank", Permission.RERANK),
          Map.entry("/v2/rerank", Permission.RERANK),
          Map.entry("/embed/text", Permission.EMBED_TEXT),
          Map.entry("/embed/image", Permission.EMBED_IMAGE),
          Map.entry("/preprocess", Permission.EMBED_IMAGE),
          Map.entry("/embed/multimodal", Permission.EMBED_MULTIMODAL),
          Map.entry("/similarity", Permission.SIMILARITY),
          Map.entry("/v1/embeddings", Permission.EMBED_TEXT),
          Map.entry("/v1/models", Permission.EMBED_TEXT),
          Map.entry("/v1/models/{model}", Permission.EMBED_TEXT),
          Map.entry("/v1/multimodalembeddings", Permission.EMBED_TEXT),
          Map.entry("/embed", Permission.EMBED_TEXT),
          Map.entry("/", Permission.EMBED_TEXT),
          Map.entry("/tokenize", Permission.EMBED_TEXT),
          Map.entry("/decode", Permission.EMBED_TEXT),
          Map.entry("/embed_all", Permission.EMBED_TEXT),
          Map.entry("/embed_sparse", Permission.EMBED_TEXT),
          Map.entry("/predict", Permission.EMBED_TEXT),
          Map.entry("/v1/embed", Permission.EMBED_TEXT),
          Map.entry("/v2/embed", Permission.EMBED_TEXT),
          Map.entry("/api/embed", Permission.EMBED_TEXT),
          Map.entry("/api/embeddings", Permission.EMBED_TEXT),
          Map.entry("/api/show", Permission.EMBED_TEXT));

  private static Server server;
  private static Http http;
  private static Keys keys;
  private static MatrixCredentials credentials;

  @BeforeAll
  static void start() throws IOException {
    Tokens tokens = new Tokens();
    Path folder = Server.prepare("matrix");
    Path pem = Files.writeString(folder.resolve("issuer.pem"), tokens.pem());
    String expired = MatrixCredentials.expiredKey(folder.resolve("data"));
    Map<String, String> environment = new HashMap<>(KeyedServer.ENVIRONMENT);
    environment.put("EMBEDDING_PEPPER", MatrixCredentials.PEPPER);
    environment.put("MP_JWT_VERIFY_ISSUER", Tokens.ISSUER);
    environment.put("MP_JWT_VERIFY_AUDIENCES", Tokens.AUDIENCE);
    environment.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", pem.toUri().toString());
    server = Server.restart("matrix", environment, "/health/ready");
    http = new Http(server);
    keys = new Keys(http, KeyedServer.MASTER_KEY);
    credentials = new MatrixCredentials(keys, tokens, expired);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.close();
  }

  @Test
  void every_path_of_the_server_has_a_row() throws IOException {
    Set<String> served = new TreeSet<>(Routes.ofResources());
    served.addAll(Routes.ofDocument(http));
    served.addAll(Routes.ofDescriptor());
    assertThat(Matrix.read().rows().keySet()).containsAll(served);
  }

  @TestFactory
  Stream<DynamicTest> every_credential_is_answered_as_the_file_says() {
    return Matrix.read().rows().entrySet().stream()
        .flatMap(
            row ->
                row.getValue().entrySet().stream()
                    .map(
                        cell ->
                            DynamicTest.dynamicTest(
                                row.getKey() + " with " + cell.getKey(),
                                () -> check(row.getKey(), cell.getKey(), cell.getValue()))));
  }

  private static void check(String route, String kind, int expected) throws Exception {
    HttpRequest.Builder request = request(route);
    HttpResponse<byte[]> response = http.send(credentials.present(kind, needed(route), request));
    assertThat(response.statusCode())
        .as(route + " " + kind + " " + new String(response.body()))
        .isEqualTo(expected);
    if (expected == 401) {
      assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
    }
    if (expected == 202) {
      awaitReady();
    }
  }

  private static HttpRequest.Builder request(String route) {
    String method = route.split(" ")[0];
    String path = route.split(" ")[1];
    if (path.contains("{id}") && !method.equals("GET")) {
      path = path.replace("{id}", keys.create("of the matrix", "similarity").get("id").asText());
    }
    return Bodies.of(http, method, path.replace("{id}", anyId()).replace("{model}", "demo"));
  }

  private static String anyId() {
    return Http.json(keys.list()).get("api_keys").get(0).get("id").asText();
  }

  private static Permission needed(String route) {
    return EMBEDDING.getOrDefault(route.split(" ")[1], Permission.ADMIN);
  }

  private static void awaitReady() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(200);
    for (int i = 0; i < READY_WITHIN_POLLS && http.get("/health/ready").statusCode() != 200; i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Requests that succeed when they are allowed. */
  private static final class Bodies {
    private static final String KEY = "{\"name\":\"n\",\"permissions\":[\"similarity\"]}";
    private static final String SIMILARITY =
        "{\"query_embeddings\":[[1,0]],\"candidate_embeddings\":[[0,1]]}";

    static HttpRequest.Builder of(Http http, String method, String path) {
      return switch (method + " " + path) {
        case "POST /embed/text" -> http.json(path, "{\"texts\":[\"a red circle\"]}");
        case "POST /embed/image", "POST /preprocess" ->
            http.form(path, new Form().file("file", Samples.of("red_circle")));
        case "POST /embed/multimodal" -> http.form(path, new Form().field("text", "a red circle"));
        case "POST /similarity" -> http.json(path, SIMILARITY);
        case "POST /v1/embeddings" -> http.json(path, "{\"input\":\"a red circle\"}");
        case "POST /v1/multimodalembeddings" ->
            http.json(path, "{\"inputs\":[{\"content\":\"a red circle\"}]}");
        case "POST /", "POST /embed", "POST /tokenize" ->
            http.json(path, "{\"inputs\":\"a red circle\"}");
        case "POST /decode" -> http.json(path, "{\"ids\":[1,2]}");
        case "POST /v1/embed", "POST /v2/embed" ->
            http.json(path, "{\"texts\":[\"a red circle\"]}");
        case "POST /api/embed", "POST /api/show" ->
            http.json(path, "{\"model\":\"any\",\"input\":\"a red circle\"}");
        case "POST /api/embeddings" ->
            http.json(path, "{\"model\":\"any\",\"prompt\":\"a red circle\"}");
        case "POST /rerank", "POST /v1/rerank", "POST /v2/rerank" ->
            http.json(path, "{\"query\":\"a\",\"documents\":[\"b\"]}");
        case "POST /admin/api-keys" -> http.json(path, KEY);
        default ->
            method.equals("PATCH")
                ? http.json(path, KEY).method(method, BodyPublishers.ofString(KEY))
                : http.request(path).method(method, BodyPublishers.noBody());
      };
    }
  }
}
