package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The document and the server say the same. */
@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class OpenApiIT {
  /** Served by a filter and by the platform. */
  private static final Set<String> OUTSIDE_RESOURCES =
      Set.of(
          "GET /", "GET /health", "GET /health/live", "GET /health/ready", "GET /health/started");

  private static final List<String> EVERY_POST =
      List.of("401", "403", "406", "426", "429", "431", "500", "503");

  private final Http http;

  OpenApiIT(Http http) {
    this.http = http;
  }

  @Test
  void every_method_of_the_resources_is_described_and_nothing_else() {
    Set<String> served = new TreeSet<>(OUTSIDE_RESOURCES);
    served.addAll(Routes.ofResources());
    assertThat(new TreeSet<>(Routes.ofDocument(http))).isEqualTo(served);
  }

  @Test
  void every_example_runs_as_it_stands() {
    Map<String, Integer> run = new TreeMap<>();
    operations()
        .forEach(
            (operation, description) -> {
              for (JsonNode examples : description.findValues("examples")) {
                for (JsonNode example : examples) {
                  runs(operation, example.get("value").toString());
                  run.merge(operation, 1, Integer::sum);
                }
              }
            });
    assertThat(run)
        .isEqualTo(
            Map.of(
                "POST /admin/api-keys", 1,
                "POST /embed/text", 2,
                "POST /similarity", 2,
                "POST /v1/embeddings", 3,
                "POST /v1/multimodalembeddings", 1));
  }

  @Test
  void every_operation_that_takes_a_body_declares_how_it_may_be_refused() {
    Map<String, JsonNode> operations = operations();
    assertThat(operations.keySet()).filteredOn(o -> o.startsWith("POST")).hasSizeGreaterThan(5);
    operations.forEach(
        (operation, description) -> {
          if (operation.startsWith("POST")) {
            assertThat(description.get("responses").fieldNames())
                .toIterable()
                .containsAnyOf("200", "201", "202", "424")
                .containsAnyOf("400", "422")
                .containsAll(EVERY_POST);
          }
        });
  }

  @Test
  void the_document_names_no_host() {
    assertThat(document().get("servers").toString()).isEqualTo("[{\"url\":\"/\"}]");
  }

  @Test
  void the_document_comes_as_yaml_too() {
    HttpResponse<byte[]> yaml = http.get("/openapi");
    assertThat(new String(yaml.body())).startsWith("openapi: 3.0");
  }

  private void runs(String operation, String body) {
    HttpResponse<byte[]> response = http.postJson(operation.split(" ")[1], body);
    assertThat(response.statusCode()).as(operation + " " + body).isBetween(200, 201);
  }

  private JsonNode document() {
    return Http.json(http.get("/openapi?format=JSON"));
  }

  /** "METHOD /path" to its description. */
  private Map<String, JsonNode> operations() {
    JsonNode paths = document().get("paths");
    return paths.properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .map(
                        method ->
                            Map.entry(
                                method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                method.getValue())))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
