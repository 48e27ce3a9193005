package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tkr.embed.security.apikey.Permission;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No secret and nothing of a user's comes out of a server that logs all it can. */
class CanaryIT {
  private static final String MASTER = "canary-master-0vN3pQ8sT5wX7yZ2aB4cD6eF";
  private static final String PEPPER = "canary-pepper-9kJ7hG5fD3sA1qW2eR4tY6uI8o";
  private static final String TEXT = "canary text about zebrafish 7741 and marmalade";
  private static final String QUERY = "canaryquery5520parameter";
  private static final String HEADER = "canaryheader8812value";
  private static final String PATH = "canarypath6630segment";
  private static final byte[] IMAGE = "canary-image-bytes-3391-not-a-picture".getBytes();
  private static final long FLUSHED_SECONDS = 7;

  private final Map<String, Canary> canaries = new LinkedHashMap<>();
  private final Map<String, byte[]> artefacts = new TreeMap<>();
  private final Tokens tokens = new Tokens();
  private Http http;

  @Test
  void nothing_secret_and_nothing_of_a_users_is_written_anywhere() throws Exception {
    canary("master key", MASTER);
    canary("pepper", PEPPER);
    canary("text", TEXT);
    canary("query parameter", QUERY);
    canary("header", HEADER);
    canary("path", PATH);
    canaries.put("image", new Canary(IMAGE));
    Path folder = Server.prepare("canary");
    try (Server server = Server.restart("canary", environment(folder), "/health/ready")) {
      http = new Http(server);
      use();
      TimeUnit.SECONDS.sleep(FLUSHED_SECONDS);
      artefacts.put("/metrics", http.send(admin(http.request("/metrics"))).body());
      artefacts.put("console", server.logged().getBytes(StandardCharsets.UTF_8));
    }
    files(folder);
    assertThat(artefacts.get("console")).isNotEmpty();
    assertThat(artefacts.keySet()).anyMatch(name -> name.contains("server.json"));
    assertThat(hits()).isEmpty();
  }

  private Map<String, String> environment(Path folder) throws IOException {
    Path pem = Files.writeString(folder.resolve("issuer.pem"), tokens.pem());
    Map<String, String> environment = new HashMap<>();
    environment.put("EMBEDDING_MODEL_PATH", "demo");
    environment.put("EMBEDDING_ENV", "testing");
    environment.put("EMBEDDING_REQUIRE_API_KEY", "true");
    environment.put("EMBEDDING_API_KEY", MASTER);
    environment.put("EMBEDDING_PEPPER", PEPPER);
    environment.put("EMBEDDING_LOG_LEVEL", "TRACE");
    environment.put("EMBEDDING_DEBUG", "true");
    environment.put("EMBEDDING_LOG_FORMAT", "json");
    environment.put("EMBEDDING_LOG_FILE", folder.resolve("server.json").toString());
    environment.put("EMBEDDING_CACHE_PERSISTENT", "true");
    environment.put("EMBEDDING_RATE_LIMIT_RPM", "100");
    environment.put("EMBEDDING_FAILED_ATTEMPTS_PER_MINUTE", "20");
    environment.put("MP_JWT_VERIFY_ISSUER", Tokens.ISSUER);
    environment.put("MP_JWT_VERIFY_AUDIENCES", Tokens.AUDIENCE);
    environment.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", pem.toUri().toString());
    return environment;
  }

  private void use() {
    Keys keys = new Keys(http, MASTER);
    JsonNode created =
        keys.create("canary", "embed:text", "embed:image", "embed:multimodal", "rerank");
    String key = secret("created key", created);
    embed(key);
    fail(key);
    dialects(key);
    JsonNode rotated = Http.json(keys.rotate(created.get("id").asText(), "{}"));
    String fresh = secret("rotated key", rotated);
    embed(fresh);
    keys.revoke(created.get("id").asText());
    keep(http.json("/embed/text", text(TEXT)).header("X-API-Key", fresh));
    String token = tokens.of("jwt_good", Permission.ADMIN);
    canary("token", token.substring(token.lastIndexOf('.') + 1));
    keep(http.request("/admin/stats").header("Authorization", "Bearer " + token));
    String expired = tokens.of("jwt_expired", Permission.ADMIN);
    canary("expired token", expired.substring(expired.lastIndexOf('.') + 1));
    keep(http.request("/admin/stats").header("Authorization", "Bearer " + expired));
    keep(admin(http.request("/admin/config")));
    keep(admin(http.request("/admin/stats")));
    keep(admin(http.request("/admin/api-keys")));
    keep(admin(http.request("/admin/logs")));
    keep(admin(http.request("/admin/models")));
    for (int i = 0; i < 30; i++) {
      keep(http.request("/admin/stats").header("X-API-Key", HEADER + i));
    }
  }

  private void embed(String key) {
    keep(http.json("/embed/text", text(TEXT)).header("X-API-Key", key));
    keep(http.json("/embed/text?api_key=" + key + "&x=" + QUERY, text(TEXT)));
    keep(http.json("/embed/text", text(TEXT)).header("Authorization", "Bearer " + key));
    keep(http.json("/v1/embeddings", input(TEXT)).header("Authorization", "Bearer " + key));
    keep(
        http.json("/v1/multimodalembeddings", "{\"inputs\":[{\"content\":[\"" + TEXT + "\"]}]}")
            .header("X-API-Key", key));
    keep(http.request("/v1/models").header("X-API-Key", key));
    Form form = new Form().field("text", TEXT).field("instruction", TEXT);
    keep(http.form("/embed/multimodal", form).header("X-API-Key", key));
  }

  /** Everything that goes wrong with something of the user's in it. */
  private void fail(String key) {
    keep(http.json("/embed/text", "{\"texts\":[\"" + TEXT + "\"").header("X-API-Key", key));
    keep(http.json("/embed/text", "{\"texts\":\"" + TEXT + "\"}").header("X-API-Key", key));
    keep(
        http.json("/embed/text", "{\"texts\":[{\"a\":\"" + TEXT + "\"}]}")
            .header("X-API-Key", key));
    keep(http.form("/embed/image", new Form().file("file", IMAGE)).header("X-API-Key", key));
    keep(http.form("/embed/image", new Form().field("normalize", TEXT)).header("X-API-Key", key));
    keep(http.json("/embed/" + PATH + "?q=" + QUERY, text(TEXT)).header("X-API-Key", key));
    keep(http.request("/" + PATH + "?q=" + QUERY).header("X-API-Key", key));
    keep(http.request("/health?" + QUERY + "=" + key));
    keep(http.json("/embed/text", text(TEXT)).header("X-API-Key", key + "x"));
    keep(http.json("/embed/text", text(TEXT)).header("X-API-Key", key).header("X-API-Key", key));
    keep(http.json("/embed/text", text(TEXT)).header("X-Request-ID", HEADER + "\t!"));
    keep(
        http.json("/embed/text", text(TEXT))
            .header("X-API-Key", key)
            .header("X-Request-Timeout", HEADER));
    keep(http.json("/embed/text", text(TEXT)).header("X-API-Key", key).header("Accept", HEADER));
    keep(http.json("/similarity", text(TEXT)).header("X-API-Key", key));
    keep(http.request("/v1/models/" + PATH + "?q=" + QUERY).header("X-API-Key", key));
    String picture = Base64.getEncoder().encodeToString(IMAGE);
    keep(
        http.json("/v1/embeddings", "{\"input\":[{\"image\":\"" + picture + "\"}]}")
            .header("X-API-Key", key));
    keep(
        http.json("/v1/embeddings", "{\"input\":[\"" + TEXT + "\",{\"" + TEXT + "\":1}]}")
            .header("X-API-Key", key));
    keep(
        http.json("/v1/embeddings", "{\"model\":\"" + TEXT + "\",\"input\":\"a\"}")
            .header("X-API-Key", key));
  }

  private static String input(String text) {
    return "{\"input\":\"" + text + "\",\"user\":\"" + text + "\"}";
  }

  /** The same in the words of others, right and wrong; Cohere's answer repeats its texts. */
  private void dialects(String key) {
    String picture = Base64.getEncoder().encodeToString(IMAGE);
    keep(bearer("/embed", "{\"inputs\":\"" + TEXT + "\"}", key));
    keep(bearer("/decode", "{\"ids\":[1,\"" + TEXT + "\"]}", key));
    keep(bearer("/embed", "{\"inputs\":{\"" + TEXT + "\":1}}", key));
    keep(bearer("/embed", "{\"inputs\":\"a\",\"prompt_name\":\"" + TEXT + "\"}", key));
    http.send(bearer("/v2/embed", "{\"texts\":[\"" + TEXT + "\"]}", key));
    keep(bearer("/v2/embed", "{\"texts\":[\"a\"],\"model\":\"" + TEXT + "\"}", key));
    keep(bearer("/v1/embed", "{\"images\":[\"data:image/png;base64," + picture + "\"]}", key));
    keep(bearer("/api/embed", "{\"model\":\"demo\",\"input\":\"" + TEXT + "\"}", key));
    keep(bearer("/api/embed", "{\"model\":\"" + TEXT + "\",\"input\":\"a\"}", key));
    keep(bearer("/api/embeddings", "{\"model\":\"demo\",\"prompt\":[\"" + TEXT + "\"]}", key));
    keep(bearer("/api/show", "{\"model\":\"" + TEXT + "\"}", key));
    for (String path : List.of("/rerank", "/v1/rerank", "/v2/rerank")) {
      String query = "{\"query\":\"" + TEXT + "\",";
      keep(bearer(path, query + "\"documents\":[\"" + TEXT + "\"]}", key));
      keep(bearer(path, query + "\"documents\":[{\"a\":\"" + TEXT + "\"}]}", key));
      keep(bearer(path, query + "\"documents\":[{\"image\":\"" + picture + "\"}]}", key));
      keep(bearer(path, query + "\"texts\":[\"" + TEXT + "\",1]}", key));
    }
  }

  private HttpRequest.Builder bearer(String path, String body, String key) {
    return http.json(path, body).header("Authorization", "Bearer " + key);
  }

  private static String text(String text) {
    return "{\"texts\":[\"" + text + "\"]}";
  }

  private HttpRequest.Builder admin(HttpRequest.Builder request) {
    return request.header("X-API-Key", MASTER);
  }

  private void keep(HttpRequest.Builder request) {
    HttpResponse<byte[]> response = http.send(request);
    String name =
        artefacts.size() + " " + response.request().method() + " " + response.statusCode();
    artefacts.put("answer " + name, response.body());
    artefacts.put("headers " + name, response.headers().map().toString().getBytes());
  }

  /** The secret part of a key, whose beginning is public. */
  private String secret(String name, JsonNode created) {
    String key = created.get("api_key").asText();
    canary(name, key.substring(created.get("key_prefix").asText().length() + 1));
    return key;
  }

  private void canary(String name, String value) {
    canaries.put(name, new Canary(value.getBytes(StandardCharsets.UTF_8)));
  }

  private void files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (!name.startsWith("payara") && !name.startsWith("native")) {
          artefacts.put("file " + name, Files.readAllBytes(file));
        }
      }
    }
  }

  private List<String> hits() {
    List<String> hits = new ArrayList<>();
    artefacts.forEach(
        (artefact, bytes) ->
            canaries.forEach(
                (name, canary) ->
                    canary
                        .in(bytes)
                        .forEach(form -> hits.add(name + ", " + form + ", in " + artefact))));
    return hits;
  }
}
