package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tkr.embed.testing.TinyTokenizer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A server whose model is exchanged for another, and back, while clients embed. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SwitchedModelIT {
  private static final Path DEMONSTRATION = Path.of("src/main/resources/demonstration");
  private static final Path CHECKPOINT = Path.of("src/test/resources/golden/mlx-q8");
  private static final String WEIGHTS = "model.safetensors";
  private static final List<String> TEXTS =
      IntStream.range(0, 20).mapToObj(i -> "a red circle and " + i + " blue squares").toList();
  private static final int CLIENTS = 3;
  private static final double SAME = 0.9999;
  private static final double GROWTH_GIGABYTES = 0.15;

  private static Path other;
  private static Server server;
  private static Http http;

  @BeforeAll
  static void start() throws IOException {
    Path folder = Files.createDirectories(Path.of("target/it/switched-model").toAbsolutePath());
    other = checkpoint(folder.resolve("other"));
    server =
        Server.start(
            "switched",
            Map.of("EMBEDDING_MODEL_PATH", "demo", "EMBEDDING_ENV", "testing"),
            "/health/ready");
    http = new Http(server);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.close();
  }

  /** A random checkpoint of another width, with a tokenizer and a recipe. */
  private static Path checkpoint(Path folder) throws IOException {
    Files.createDirectories(folder);
    TinyTokenizer tokenizer = new TinyTokenizer().write(folder);
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode config = (ObjectNode) mapper.readTree(CHECKPOINT.resolve("config.json").toFile());
    for (String token : List.of("image_pad", "video_pad", "vision_start", "vision_end")) {
      config.put(token.replace("_pad", "") + "_token_id", tokenizer.special("<|" + token + "|>"));
    }
    mapper.writeValue(folder.resolve("config.json").toFile(), config);
    Files.write(folder.resolve(WEIGHTS), Files.readAllBytes(CHECKPOINT.resolve(WEIGHTS)));
    String profile = Files.readString(DEMONSTRATION.resolve("embedding_profile.json"));
    Files.writeString(
        folder.resolve("embedding_profile.json"), profile.replace("tkr-embed-demo", "other"));
    return folder;
  }

  @Test
  @Order(1)
  void nobody_fails_and_each_answer_is_one_models() throws InterruptedException {
    Map<String, List<float[]>> expected = new HashMap<>();
    expected.put("tkr-embed-demo", vectors());
    switchTo(other.toString());
    expected.put("other", vectors());
    assertThat(expected.get("other").get(0)).hasSize(96);
    double before = memory();
    Queue<String> faults = new ConcurrentLinkedQueue<>();
    Map<String, AtomicLong> answers =
        Map.of("tkr-embed-demo", new AtomicLong(), "other", new AtomicLong());
    List<Thread> clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(i -> new Thread(() -> embedOn(i, expected, answers, faults)))
            .toList();
    clients.forEach(Thread::start);
    for (int round = 0; round < 5; round++) {
      for (String model : List.of("demo", other.toString())) {
        long answered = answers.values().stream().mapToLong(AtomicLong::get).sum();
        switchTo(model);
        Waiting.until(
            () -> answers.values().stream().mapToLong(AtomicLong::get).sum() > answered + CLIENTS);
      }
    }
    clients.forEach(Thread::interrupt);
    for (Thread client : clients) {
      client.join();
    }
    assertThat(faults).isEmpty();
    answers.forEach((model, count) -> assertThat(count.get()).as(model).isPositive());
    assertThat(memory()).isLessThan(before + GROWTH_GIGABYTES);
  }

  /** Until interrupted. */
  private static void embedOn(
      int client,
      Map<String, List<float[]>> expected,
      Map<String, AtomicLong> answers,
      Queue<String> faults) {
    Http own = new Http(server);
    for (int i = client; !Thread.currentThread().isInterrupted(); i++) {
      int text = i % TEXTS.size();
      try {
        HttpResponse<byte[]> response = own.send(embed(TEXTS.get(text), i % 2 == 0));
        if (response.statusCode() != 200) {
          faults.add(response.statusCode() + " " + Http.json(response));
          continue;
        }
        JsonNode body = Http.json(response);
        String model = body.get("model").textValue();
        answers.get(model).incrementAndGet();
        float[] vector = Vectors.of(body).get(0);
        float[] known = expected.get(model).get(text);
        if (vector.length != known.length || Vectors.cosine(vector, known) < SAME) {
          faults.add("not a vector of " + model);
        }
      } catch (IllegalStateException e) {
        return; // interrupted
      }
    }
  }

  private static java.net.http.HttpRequest.Builder embed(String text, boolean cached) {
    String body = new ObjectMapper().valueToTree(Map.of("texts", List.of(text))).toString();
    return http.json("/embed/text", body)
        .header("Cache-Control", cached ? "max-age=60" : "no-store");
  }

  private static List<float[]> vectors() {
    String body = new ObjectMapper().valueToTree(Map.of("texts", TEXTS)).toString();
    return Vectors.of(Http.json(http.postJson("/embed/text", body)));
  }

  private static double memory() {
    return Http.json(http.get("/health")).get("memory_usage_gb").doubleValue();
  }

  @Test
  @Order(2)
  void what_cannot_be_loaded_is_refused_told_and_leaves_the_model_before() throws IOException {
    switchTo("demo");
    Path damaged = checkpoint(other.resolveSibling("damaged"));
    byte[] weights = Files.readAllBytes(damaged.resolve(WEIGHTS));
    Files.write(damaged.resolve(WEIGHTS), java.util.Arrays.copyOf(weights, weights.length - 100));
    Path foreign = checkpoint(other.resolveSibling("foreign"));
    Files.writeString(foreign.resolve("adapter_config.json"), "{}");
    Map<String, String> reasons =
        Map.of(
            "ops-8b",
            "did you mean ops-2b?",
            damaged.toString(),
            WEIGHTS,
            foreign.toString(),
            "adapter_config.json");
    reasons.forEach(
        (model, reason) -> {
          String message = ErrorBody.of(load(model), 400, "VALIDATION_ERROR");
          assertThat(message).contains(reason).doesNotContain("EMBEDDING_MODEL_PATH");
          awaitEnd();
          JsonNode state = Http.json(http.get("/admin/model"));
          assertThat(state.get("last_failure").get("model_path").textValue()).isEqualTo(model);
          assertThat(state.get("last_failure").get("reason").textValue()).isEqualTo(message);
          assertThat(Http.json(http.get("/health")).get("note").textValue()).endsWith(message);
          assertThat(Http.json(http.get("/info")).get("model").textValue())
              .isEqualTo("tkr-embed-demo");
          assertThat(vectors()).hasSameSizeAs(TEXTS);
        });
  }

  @Test
  @Order(3)
  void the_choice_is_told_to_end_with_the_process_and_a_reload_keeps_it() {
    switchTo(other.toString());
    JsonNode state = Http.json(http.get("/admin/model"));
    assertThat(state.get("model_path").textValue()).isEqualTo(other.toString());
    assertThat(state.get("model_after_restart").textValue()).isEqualTo("demo");
    assertThat(state.has("last_failure")).isFalse();
    assertThat(http.postJson("/admin/model", "").statusCode()).isEqualTo(202);
    Waiting.until(() -> http.get("/health/ready").statusCode() == 200);
    assertThat(Http.json(http.get("/info")).get("model").textValue()).isEqualTo("other");
  }

  @Test
  @Order(4)
  void a_body_that_names_no_model_is_refused() {
    for (String body : List.of("{}", "{\"model\":\" \"}", "{\"model\":7}", "{\"path\":\"demo\"}")) {
      ErrorBody.of(http.postJson("/admin/model", body), 400, "VALIDATION_ERROR");
    }
  }

  private static HttpResponse<byte[]> load(String model) {
    return http.postJson(
        "/admin/model", new ObjectMapper().valueToTree(Map.of("model", model)).toString());
  }

  private static void switchTo(String model) {
    HttpResponse<byte[]> accepted = load(model);
    assertThat(accepted.statusCode()).as("%s", Http.json(accepted)).isEqualTo(202);
    awaitEnd();
    assertThat(Http.json(http.get("/admin/model")).get("model_path").textValue()).isEqualTo(model);
  }

  /** A change has ended when the next may begin; the one before may be closed by then or not. */
  private static void awaitEnd() {
    Waiting.until(() -> !Http.json(http.get("/admin/model")).get("changing").booleanValue());
  }
}
