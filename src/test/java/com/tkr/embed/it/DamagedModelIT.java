package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A checkpoint with a damaged row of the embedding table, which the first embedding meets too, and
 * an adapter that the operator has said to ignore.
 */
class DamagedModelIT {
  private static final Path DEMONSTRATION = Path.of("src/main/resources/demonstration");
  private static final String SCALES = "language_model.model.embed_tokens.scales";
  private static final short NAN = 0x7fc0; // bfloat16
  private static final String DAMAGED = "H";
  private static final List<String> WORDS = List.of("a red circle", "two blue squares", "");

  private static Server server;
  private static Http http;

  @BeforeAll
  static void start() throws IOException {
    Path folder = Files.createDirectories(Path.of("target/it/damaged-model").toAbsolutePath());
    for (String file : List.of("config.json", "embedding_profile.json", "tokenizer.json")) {
      Files.write(folder.resolve(file), Files.readAllBytes(DEMONSTRATION.resolve(file)));
    }
    Files.write(folder.resolve("model.safetensors"), damagedWeights());
    Files.writeString(folder.resolve("adapter_config.json"), "{}");
    server =
        Server.start(
            "damaged",
            Map.of(
                "EMBEDDING_MODEL_PATH", folder.toString(),
                "EMBEDDING_IGNORE_ADAPTERS", "true",
                "EMBEDDING_ENV", "testing"),
            "/health/ready");
    http = new Http(server);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.close();
  }

  /** The demonstration model's, with NaN for the scales of one token's row. */
  private static byte[] damagedWeights() throws IOException {
    byte[] bytes = Files.readAllBytes(DEMONSTRATION.resolve("model.safetensors"));
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int header = Math.toIntExact(file.getLong(0));
    JsonNode scales =
        new ObjectMapper()
            .readTree(new String(bytes, 8, header, StandardCharsets.UTF_8))
            .get(SCALES);
    int columns = scales.get("shape").get(1).intValue();
    int row = 8 + header + scales.get("data_offsets").get(0).intValue();
    file.putShort(row + 2 * columns * token(DAMAGED), NAN);
    return bytes;
  }

  private static int token(String text) throws IOException {
    JsonNode tokenizer =
        new ObjectMapper().readTree(DEMONSTRATION.resolve("tokenizer.json").toFile());
    return tokenizer.get("model").get("vocab").get(text).intValue();
  }

  @Test
  void the_log_names_the_damage_and_what_is_ignored() {
    assertThat(server.logged())
        .contains("model.safetensors: " + SCALES + ": row ")
        .contains("adapter_config.json is ignored");
  }

  @Test
  void it_is_ready_though_the_first_embedding_met_the_damage() {
    ErrorBody.of(embed(List.of("Hello world")), 422, "INPUT_REFUSED");
    assertThat(http.get("/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void it_tells_its_recipe() {
    for (String path : List.of("/health", "/info")) {
      JsonNode body = Http.json(http.get(path));
      assertThat(body.get("recipe").textValue()).isEqualTo("tkr-embed-demo");
      assertThat(body.get("recipe_assumed").booleanValue()).isFalse();
    }
  }

  @Test
  void the_input_that_meets_it_is_named() {
    String one = ErrorBody.of(embed(List.of(DAMAGED)), 422, "INPUT_REFUSED");
    assertThat(one).startsWith("This input ").contains("damaged");
    HttpResponse<byte[]> second = embed(List.of("a red circle", "3" + DAMAGED));
    assertThat(ErrorBody.of(second, 422, "INPUT_REFUSED")).startsWith("texts[1]: This input ");
    assertThat(Http.json(second).get("error").get("details").get("field").textValue())
        .isEqualTo("texts[1]");
  }

  @Test
  void an_instruction_with_it_fails_its_own_inputs_time_after_time() {
    String body = "{\"texts\":[\"a red circle\"],\"instruction\":\"%s\"}";
    for (int i = 0; i < 3; i++) {
      ErrorBody.of(http.postJson("/embed/text", body.formatted(DAMAGED)), 422, "INPUT_REFUSED");
      assertThat(http.postJson("/embed/text", body.formatted("Find it.")).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void a_picture_fails_with_the_text_that_meets_it_and_not_without() {
    byte[] circle = Samples.of("red_circle");
    ErrorBody.of(
        http.post("/embed/multimodal", new Form().file("image", circle).field("text", DAMAGED)),
        422,
        "INPUT_REFUSED");
    assertThat(http.post("/embed/image", new Form().file("file", circle)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void who_comes_at_the_same_time_gets_the_vectors_of_the_undamaged_words() {
    List<CompletableFuture<Integer>> statuses =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () ->
                            embed(List.of(i % 3 == 0 ? DAMAGED + i : WORDS.get(i % 2) + i))
                                .statusCode()))
            .toList();
    for (int i = 0; i < statuses.size(); i++) {
      assertThat(statuses.get(i).join()).as("input %d", i).isEqualTo(i % 3 == 0 ? 422 : 200);
    }
    assertThat(http.get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(server.data().resolve("engine-strikes")).doesNotExist();
  }

  private static HttpResponse<byte[]> embed(List<String> texts) {
    return http.postJson(
        "/embed/text", new ObjectMapper().valueToTree(Map.of("texts", texts)).toString());
  }
}
