package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tkr.embed.testing.Pdfs;
import com.tkr.embed.testing.RampPictures;
import java.awt.Color;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server of a small random reranker, whose scores are those of the models' own code. */
class RerankIT {
  private static final Path CHECKPOINT =
      Path.of("src/test/resources/golden/qwen3-reranker-untied").toAbsolutePath();
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PATH = "/rerank";
  private static final String QUERY = "{'query':'what is a rose?',";
  private static final String DOCUMENTS = "'documents':['a rose','so','','the other one']";

  /** As far as the goldens let a score be off: 5e-4 of its vectors' lengths, here about 9.5. */
  private static final double SAME = 5e-4 * 9.5 / 4;

  private static Server server;
  private static Http http;

  @BeforeAll
  static void start() {
    server =
        Server.start(
            "rerank",
            Map.of("EMBEDDING_MODEL_PATH", CHECKPOINT.toString(), "EMBEDDING_ENV", "testing"),
            "/health/ready");
    http = new Http(server);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.close();
  }

  private static HttpResponse<byte[]> post(String json) {
    return http.postJson(PATH, json.replace('\'', '"'));
  }

  private static JsonNode answer(String json) {
    HttpResponse<byte[]> response = post(json);
    assertThat(response.statusCode()).as(new String(response.body())).isEqualTo(200);
    return Http.json(response);
  }

  /** By the document's index. */
  private static Map<Integer, Double> scores(JsonNode answer) {
    Map<Integer, Double> scores = new HashMap<>();
    for (JsonNode result : answer.get("results")) {
      scores.put(result.get("index").intValue(), result.get("relevance_score").doubleValue());
    }
    return scores;
  }

  @Test
  void scores_are_the_references_for_texts_and_pictures() throws IOException {
    JsonNode cases = MAPPER.readTree(CHECKPOINT.resolve("pipeline.json").toFile());
    FloatBuffer expected =
        ByteBuffer.wrap(Files.readAllBytes(CHECKPOINT.resolve("pipeline.f32")))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    for (JsonNode pair : cases) {
      Map<String, Object> body = new HashMap<>();
      body.put("query", side(pair.get("query")));
      body.put("documents", List.of(side(pair.get("document"))));
      body.put("instruction", pair.get("instruction").textValue());
      double logit = expected.get();
      double most = 5e-4 * expected.get() / 4; // the sigmoid's steepest
      JsonNode answer = answer(MAPPER.writeValueAsString(body));
      assertThat(scores(answer).get(0))
          .as(pair.toString())
          .isCloseTo(1 / (1 + Math.exp(-logit)), within(most));
    }
  }

  private static Map<String, Object> side(JsonNode given) {
    List<String> images = new ArrayList<>();
    for (JsonNode size : given.get("pictures")) {
      byte[] png = RampPictures.png(size.get(0).asInt(), size.get(1).asInt());
      images.add("data:image/png;base64," + Base64.getEncoder().encodeToString(png));
    }
    Map<String, Object> side = new HashMap<>();
    side.put("text", given.get("text").textValue());
    if (!images.isEmpty()) {
      side.put("image", images);
    }
    return side;
  }

  @Test
  void the_best_is_first_and_top_n_leaves_the_others_out() {
    JsonNode all = answer(QUERY + DOCUMENTS + "}");
    assertThat(scores(all)).hasSize(4);
    assertThat(all.get("model").textValue()).isEqualTo("qwen3-reranker-untied");
    assertThat(all.get("processing_time").doubleValue()).isNotNegative();
    assertThat(all.has("truncated")).isFalse();
    List<Double> told = new ArrayList<>();
    all.get("results").forEach(result -> told.add(result.get("relevance_score").doubleValue()));
    assertThat(told).isSortedAccordingTo((a, b) -> Double.compare(b, a));

    JsonNode best = answer(QUERY + DOCUMENTS + ",'top_n':2}");
    assertThat(best.get("results"))
        .containsExactly(all.get("results").get(0), all.get("results").get(1));
    assertThat(answer(QUERY + DOCUMENTS + ",'top_n':9}").get("results")).hasSize(4);
  }

  @Test
  void documents_of_a_query_of_thousands_of_tokens_are_scored_as_alone() {
    String query = "{'query':'" + "z".repeat(5000) + "',";
    Map<Integer, Double> together = scores(answer(query + DOCUMENTS + "}"));
    HttpResponse<byte[]> alone =
        http.send(
            http.json(PATH, (query + "'documents':['so']}").replace('\'', '"'))
                .header("Cache-Control", "no-store"));
    assertThat(scores(Http.json(alone)).get(0)).isCloseTo(together.get(1), within(SAME));
    assertThat(together.get(0)).isNotEqualTo(together.get(1));
  }

  @Test
  void a_documents_score_does_not_depend_on_the_others() {
    Map<Integer, Double> together = scores(answer(QUERY + DOCUMENTS + "}"));
    HttpResponse<byte[]> alone =
        http.send(
            http.json(PATH, (QUERY + "'documents':['so']}").replace('\'', '"'))
                .header("Cache-Control", "no-store"));
    assertThat(scores(Http.json(alone)).get(0)).isCloseTo(together.get(1), within(1e-6));
    HttpResponse<byte[]> again = post(QUERY + DOCUMENTS + "}");
    assertThat(again.headers().firstValue("X-Cache")).contains("hits=4, misses=0");
    Map<Integer, Double> other = scores(answer("{'query':'what is that?'," + DOCUMENTS + "}"));
    assertThat(other.get(1)).isNotEqualTo(together.get(1));
    Map<Integer, Double> instructed =
        scores(answer(QUERY + DOCUMENTS + ",'instruction':'find the shortest'}"));
    assertThat(instructed.get(1)).isNotEqualTo(together.get(1));
  }

  private static HttpResponse<byte[]> uncached(Map<String, Object> body) {
    try {
      String json = MAPPER.writeValueAsString(body);
      return http.send(http.json(PATH, json).header("Cache-Control", "no-store"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String dataUrl(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }

  /** Texts, pictures and both, one of them so long that it is cut. */
  private static List<Object> mixed(int count) {
    List<Object> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String text = (i % 2 == 0 ? "a rose, " : "\"so\" ").repeat(1 + i % 9) + i;
      String image = dataUrl(RampPictures.png(32 + 32 * (i % 3), 64));
      switch (i % 4) {
        case 0 -> documents.add(Map.of("text", text, "image", image));
        case 1 -> documents.add(Map.of("image", image));
        default -> documents.add(text);
      }
    }
    documents.set(count - 1, "z".repeat(12_000));
    return documents;
  }

  private static List<String> numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> "a rose, and " + i).toList();
  }

  /** A request computes its query once; a request for each document computes it anew each time. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void documents_of_a_request_are_scored_as_each_alone(boolean pictured) {
    Map<String, Object> query = new HashMap<>(Map.of("text", "what is a rose?"));
    if (pictured) {
      query.put("image", dataUrl(RampPictures.png(160, 96)));
    }
    for (List<?> documents : List.of(List.of("a rose"), mixed(13), numbered(100))) {
      JsonNode together = Http.json(uncached(Map.of("query", query, "documents", documents)));
      Map<Integer, Double> scores = scores(together);
      assertThat(scores).hasSameSizeAs(documents);
      for (int i = 0; i < scores.size(); i += scores.size() > 13 ? 17 : 1) {
        Map<String, Object> body = Map.of("query", query, "documents", documents.subList(i, i + 1));
        assertThat(scores(Http.json(uncached(body))).get(0))
            .as("%d of %d", i, scores.size())
            .isCloseTo(scores.get(i), within(SAME));
      }
    }
  }

  @Test
  void a_querys_picture_may_be_a_page_of_a_pdf_file() {
    Object page = pdf(Pdfs.coloured(Color.RED));
    List<Object> documents = List.of("red", "blue", Map.of("image", page));
    Map<Integer, Double> scores =
        scores(Http.json(uncached(Map.of("query", Map.of("image", page), "documents", documents))));
    assertThat(scores).hasSize(3);
    Map<String, Object> other = Map.of("image", pdf(Pdfs.coloured(Color.BLUE)));
    assertThat(scores(Http.json(uncached(Map.of("query", other, "documents", documents)))).get(0))
        .isNotEqualTo(scores.get(0));
    Map<String, Object> two = Map.of("image", pdf(Pdfs.coloured(Color.RED, Color.BLUE)));
    HttpResponse<byte[]> refused = uncached(Map.of("query", two, "documents", documents));
    assertThat(ErrorBody.of(refused, 400, "VALIDATION_ERROR"))
        .isEqualTo("query: The PDF file has 2 pages; a query may have one.");
    assertThat(Http.json(refused).get("error").get("details").get("field").textValue())
        .isEqualTo("query");
    Map<String, Object> secret = Map.of("image", pdf(Pdfs.encrypted("secret")));
    assertThat(
            ErrorBody.of(
                uncached(Map.of("query", secret, "documents", documents)),
                422,
                "UNPROCESSABLE_IMAGE"))
        .startsWith("query: The image ");
  }

  private static String pdf(byte[] file) {
    return "data:application/pdf;base64," + Base64.getEncoder().encodeToString(file);
  }

  @Test
  void documents_are_repeated_where_they_are_asked_for() {
    JsonNode answer = answer(QUERY + "'documents':['a',{'text':'b'},{}],'return_documents':true}");
    for (JsonNode result : answer.get("results")) {
      String expected =
          List.of("{\"text\":\"a\"}", "{\"text\":\"b\"}", "{}").get(result.get("index").intValue());
      assertThat(result.get("document")).hasToString(expected);
    }
  }

  @Test
  void a_long_document_is_cut_or_refused() {
    String longOne = "z".repeat(12_000);
    JsonNode cut = answer(QUERY + "'documents':['a','" + longOne + "']}");
    assertThat(cut.get("truncated")).hasToString("[1]");
    String body = QUERY + "'documents':['a','" + longOne + "'],'truncate':false}";
    assertThat(ErrorBody.of(post(body), 400, "VALIDATION_ERROR"))
        .startsWith("documents[1]: The input has ")
        .endsWith(" tokens with its prompt and its query; the model takes 10245.");
  }

  @Test
  void what_cannot_be_scored_is_named() {
    String text = Base64.getEncoder().encodeToString("no image".getBytes());
    assertThat(
            ErrorBody.of(
                post(QUERY + "'documents':['a',{'image':'" + text + "'}]}"),
                422,
                "UNPROCESSABLE_IMAGE"))
        .startsWith("documents[1]: The image ");
    HttpResponse<byte[]> response =
        post("{'query':{'image':'" + text + "'},'documents':['a','b']}");
    assertThat(ErrorBody.of(response, 422, "UNPROCESSABLE_IMAGE")).startsWith("query: The image ");
    assertThat(Http.json(response).get("error").get("details").get("field").textValue())
        .isEqualTo("query");
    assertThat(ErrorBody.of(post("{'query':'a'}"), 400, "VALIDATION_ERROR"))
        .isEqualTo("documents is required.");
    assertThat(ErrorBody.of(http.get(PATH), 405, "METHOD_NOT_ALLOWED")).isNotBlank();
  }

  @Test
  void the_embedding_routes_name_the_way_out() {
    String message =
        "The model qwen3-reranker-untied scores documents by a query and makes no vectors: POST"
            + " /rerank, or have the server serve an embedding model.";
    assertThat(ErrorBody.of(http.postJson("/embed/text", "{\"texts\":[\"a\"]}"), 409, "CONFLICT"))
        .isEqualTo(message);
    Form form = new Form().field("text", "a");
    assertThat(ErrorBody.of(http.post("/embed/multimodal", form), 409, "CONFLICT"))
        .isEqualTo(message);
    String texts = "{\"query_texts\":[\"a\"],\"candidate_texts\":[\"b\"]}";
    assertThat(ErrorBody.of(http.postJson("/similarity", texts), 409, "CONFLICT"))
        .isEqualTo(message);
    String vectors = "{\"query_embeddings\":[[1,0]],\"candidate_embeddings\":[[0,1]]}";
    assertThat(http.postJson("/similarity", vectors).statusCode()).isEqualTo(200);
  }

  @Test
  void info_says_what_it_is_for() {
    JsonNode info = Http.json(http.get("/info"));
    assertThat(info.get("tasks")).hasToString("[\"rerank\"]");
    assertThat(info.get("recipe").textValue()).isEqualTo("Qwen3-VL-Reranker");
    assertThat(info.get("max_tokens").intValue()).isEqualTo(10_245);
    assertThat(info.has("embedding_dim")).isFalse();
    assertThat(info.has("dimensions")).isFalse();
  }
}
