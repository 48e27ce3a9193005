package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tkr.embed.model.hub.Fault;
import com.tkr.embed.model.hub.StandInHub;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Models that an administrator has listed, fetched, verified and tested, on a hub of ours. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ModelsIT {
  private static final String TASK = "/admin/models/task";
  private static final Path DEMONSTRATION = Path.of("src/main/resources/demonstration");
  private static final String WEIGHTS = "model.safetensors";
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int HELD_AT = 200_000;

  private static StandInHub hub;
  private static Server server;
  private static Http http;

  @BeforeAll
  static void start() throws IOException {
    hub = new StandInHub();
    for (String file :
        List.of("config.json", "embedding_profile.json", WEIGHTS, "tokenizer.json")) {
      hub.file(file, Files.readAllBytes(DEMONSTRATION.resolve(file)));
    }
    server =
        Server.start(
            "models",
            Map.of(
                "EMBEDDING_MODEL_PATH",
                "demo",
                "EMBEDDING_ENV",
                "testing",
                "HF_ENDPOINT",
                hub.endpoint().toString(),
                "HF_HUB_OFFLINE",
                "0"),
            "/health/ready");
    http = new Http(server);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    hub.close();
  }

  @Test
  @Order(1)
  void what_names_no_model_of_the_hub_starts_no_process() {
    for (String model : List.of("--output=/tmp/x", "../secrets", "/etc", "a b/c", "-h/x", "demo")) {
      ErrorBody.of(begin("verify", model), 400, "VALIDATION_ERROR");
    }
    ErrorBody.of(http.postJson(TASK, "{\"task\":\"remove\"}"), 400, "VALIDATION_ERROR");
    ErrorBody.of(http.postJson(TASK, "{\"task\":\"get\"}"), 400, "VALIDATION_ERROR");
    assertThat(task().isNull()).isTrue();
  }

  @Test
  @Order(2)
  void a_model_is_fetched_beside_what_is_served_and_one_task_is_all() {
    CountDownLatch seen = new CountDownLatch(1);
    hub.fault(WEIGHTS, Fault.held(HELD_AT, seen));
    assertThat(begin("get", StandInHub.REPOSITORY).statusCode()).isEqualTo(202);
    JsonNode fetching = await(task -> task.at("/progress/bytes").asLong() >= HELD_AT);
    assertThat(fetching.at("/progress/stage").textValue()).isEqualTo("downloading");
    assertThat(fetching.at("/progress/total_bytes").asLong()).isGreaterThan(HELD_AT);
    ErrorBody.of(begin("selftest", "demo"), 409, "CONFLICT");
    seen.countDown();
    JsonNode fetched = await(ModelsIT::isOver);
    assertThat(fetched.path("state").textValue()).as("%s", fetched).isEqualTo("done");
    JsonNode row = Http.json(http.get("/admin/models")).path("models").path(0);
    assertThat(row.path("model").textValue()).isEqualTo(StandInHub.REPOSITORY);
    assertThat(row.path("missing").isNull()).isTrue();
    assertThat(fetched.at("/result/folder")).isEqualTo(row.path("folder"));
  }

  @Test
  @Order(3)
  void it_is_verified_and_what_is_wrong_is_told() throws IOException {
    begin("verify", StandInHub.REPOSITORY);
    JsonNode whole = await(ModelsIT::isOver);
    assertThat(whole.path("state").textValue()).as("%s", whole).isEqualTo("done");
    assertThat(whole.at("/result/checksums").asInt()).isPositive();
    Path weights = Path.of(whole.at("/result/folder").textValue(), WEIGHTS).toRealPath();
    byte[] content = Files.readAllBytes(weights);
    content[content.length - 1] ^= 1;
    Files.write(weights, content);
    begin("verify", StandInHub.REPOSITORY);
    JsonNode damaged = await(ModelsIT::isOver);
    assertThat(damaged.path("state").textValue()).isEqualTo("failed");
    assertThat(damaged.at("/result/problems").toString()).contains(WEIGHTS);
  }

  @Test
  @Order(4)
  void a_self_test_fills_its_table_and_ends_with_all_its_processes_when_it_is_cancelled() {
    begin("selftest", "demo");
    JsonNode first = await(task -> task.path("rows").size() >= 1);
    assertThat(first.at("/rows/0/holds").booleanValue()).isTrue();
    assertThat(first.at("/progress/total").asInt()).isGreaterThan(1);
    assertThat(below()).isPositive();
    http.send(http.request(TASK).DELETE());
    Waiting.until(() -> below() == 0);
    assertThat(task().path("state").textValue()).isEqualTo("cancelled");
    assertThat(http.postJson("/embed/text", "{\"texts\":[\"a\"]}").statusCode()).isEqualTo(200);
  }

  private static long below() {
    return ProcessHandle.of(server.pid()).orElseThrow().descendants().count();
  }

  private static HttpResponse<byte[]> begin(String task, String model) {
    return http.postJson(
        TASK, new ObjectMapper().valueToTree(Map.of("task", task, "model", model)).toString());
  }

  private static JsonNode task() {
    return Http.json(http.get(TASK)).path("task");
  }

  private static boolean isOver(JsonNode task) {
    return !task.path("state").textValue().equals("running");
  }

  private static JsonNode await(Predicate<JsonNode> enough) {
    JsonNode[] last = new JsonNode[1];
    Waiting.until(
        LONG,
        () -> {
          last[0] = task();
          return enough.test(last[0]);
        });
    return last[0];
  }
}
