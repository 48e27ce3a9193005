package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Vectors are the same in every dialect, and so is what TEI's routes say beside them. */
@ExtendWith(LimitedServer.class)
@ResourceLock(LimitedServer.LOCK)
class DialectVectorsIT {
  private static final String TEXTS = "[\"a red circle\",\"two small blue squares\"]";
  private static final double SAME = 1 - 1e-6;

  private final Http http;
  private final String picture = Base64.getEncoder().encodeToString(Samples.of("red_circle"));

  DialectVectorsIT(Http http) {
    this.http = http;
  }

  @Test
  void tei_has_vectors_alone() {
    HttpResponse<byte[]> answer =
        post("/embed", "{\"inputs\":" + TEXTS + ",\"truncate\":true,\"parameters\":{}}");
    same(list(Http.json(answer)), ours());
    same(list(json("/embed", "{\"inputs\":\"a red circle\"}")), ours().subList(0, 1));
    same(list(json("/", "{\"inputs\":\"a red circle\"}")), ours().subList(0, 1));
    assertThat(answer.headers().firstValue("x-compute-type")).contains("cpu");
    assertThat(answer.headers().firstValue("x-compute-characters")).contains("34");
    assertThat(answer.headers().firstValue("x-compute-tokens").orElseThrow()).matches("[1-9]\\d*");
    assertThat(answer.headers().firstValue("x-total-time").orElseThrow()).matches("\\d+");
    assertThat(answer.headers().firstValue("x-queue-time")).isEmpty();
    List<float[]> cut =
        list(
            json(
                "/embed",
                "{\"inputs\":\"a red circle\",\"dimensions\":8,\"encoding_format\":\"base64\"}"));
    assertThat(cut.get(0)).hasSize(8);
    assertThat(Vectors.norm(cut.get(0))).isCloseTo(1, within(1e-6));
  }

  @Test
  void a_key_alone_in_the_header_of_authorization_is_a_key() {
    HttpRequest.Builder request =
        http.json("/embed", "{\"inputs\":\"a\"}").header("Authorization", LimitedServer.MASTER_KEY);
    assertThat(http.send(request).statusCode()).isEqualTo(200);
    assertThat(http.send(request.header("X-API-Key", "sk-another")).statusCode()).isEqualTo(422);
  }

  @Test
  void tei_is_told_which_tokens_a_text_is() {
    JsonNode tokens =
        json("/tokenize", "{\"inputs\":[\"a red circle\",\"\"],\"add_special_tokens\":true}");
    assertThat(tokens).hasSize(2);
    assertThat(tokens.get(1)).isEmpty();
    StringBuilder text = new StringBuilder();
    for (JsonNode token : tokens.get(0)) {
      assertThat(token.get("start").intValue()).isEqualTo(text.length());
      text.append(token.get("text").textValue());
      assertThat(token.get("stop").intValue()).isEqualTo(text.length());
      assertThat(token.get("special").booleanValue()).isFalse();
      assertThat(token.get("id").intValue()).isNotNegative();
    }
    assertThat(text).hasToString("a red circle");
    String twice = "[\"" + "a".repeat(40_000) + "\",\"" + "a".repeat(40_000) + "\"]";
    assertThat(post("/tokenize", "{\"inputs\":" + twice + "}").statusCode()).isEqualTo(422);
    assertThat(post("/tokenize", "{\"inputs\":\"a\",\"prompt_name\":\"query\"}").statusCode())
        .isEqualTo(422);
  }

  @Test
  void tei_has_texts_for_ids_and_vectors() {
    String ids = ids(json("/tokenize", "{\"inputs\":\"a red circle\"}").get(0));
    String more = ids(json("/tokenize", "{\"inputs\":\"two small blue squares\"}").get(0));
    assertThat(json("/decode", "{\"ids\":" + ids + "}")).hasToString("[\"a red circle\"]");
    assertThat(json("/decode", "{\"ids\":[" + ids + "," + more + "]}"))
        .hasToString("[\"a red circle\",\"two small blue squares\"]");
    HttpResponse<byte[]> one = post("/embed", "{\"inputs\":" + ids + "}");
    assertThat(one.headers().firstValue("X-Embedding-Token-Ids")).contains("own");
    same(list(Http.json(one)), ours().subList(0, 1));
    same(list(json("/embed", "{\"inputs\":[" + ids + "," + more + "]}")), ours());
    same(list(json("/embed", "{\"inputs\":[\"a red circle\"," + more + "]}")), ours());
    assertThat(post("/embed", "{\"inputs\":[[999999]]}").statusCode()).isEqualTo(422);
    String some = "[" + "1,".repeat(59_999) + "1]";
    String most = some + "," + some + "," + some + "," + some + "," + some;
    assertThat(post("/decode", "{\"ids\":[" + most + "]}").statusCode()).isEqualTo(200);
    HttpResponse<byte[]> over = post("/decode", "{\"ids\":[" + most + ",[1]]}");
    assertThat(over.statusCode()).isEqualTo(413);
    assertThat(Http.json(over).get("error_type").textValue()).isEqualTo("Validation");
    HttpResponse<byte[]> openAi = post("/v1/embeddings", "{\"input\":[" + most + ",[1]]}");
    assertThat(openAi.statusCode()).isEqualTo(413);
    assertThat(Http.json(openAi).get("error").get("code").textValue())
        .isEqualTo("payload_too_large");
  }

  private static String ids(JsonNode tokens) {
    return tokens.findValues("id").toString().replace(" ", "");
  }

  @Test
  void teis_sentences_are_compared_by_cosine() {
    JsonNode answer =
        json(
            "/similarity",
            "{\"inputs\":{\"source_sentence\":\"a red circle\",\"sentences\":"
                + TEXTS
                + "},"
                + "\"parameters\":{}}");
    assertThat(answer).hasSize(2);
    assertThat(answer.get(0).doubleValue()).isCloseTo(1, within(1e-6));
    assertThat(answer.get(1).doubleValue())
        .isCloseTo(Vectors.cosine(ours().get(0), ours().get(1)), within(1e-6));
  }

  @Test
  void a_long_text_is_cut_on_the_side_that_was_asked_for() {
    String text = "red ".repeat(30_000);
    HttpResponse<byte[]> end = post("/embed", "{\"inputs\":\"" + text + "blue\"}");
    HttpResponse<byte[]> start =
        post("/embed", "{\"inputs\":\"" + text + "blue\",\"truncation_direction\":\"Left\"}");
    assertThat(end.headers().firstValue("X-Embedding-Truncated")).contains("0");
    assertThat(start.headers().firstValue("X-Embedding-Truncated")).contains("0");
    List<float[]> both = List.of(list(Http.json(end)).get(0), list(Http.json(start)).get(0));
    assertThat(Vectors.cosine(both.get(0), both.get(1))).isLessThan(SAME);
    assertThat(post("/embed", "{\"inputs\":\"" + text + "\",\"truncate\":false}").statusCode())
        .isEqualTo(422);
    assertThat(
            post("/v2/embed", "{\"texts\":[\"" + text + "blue\"],\"truncate\":\"START\"}")
                .headers()
                .firstValue("X-Cache"))
        .contains("hits=1, misses=0");
  }

  @Test
  void what_this_model_has_not_is_refused_with_a_reason() {
    for (String path : List.of("/embed_all", "/embed_sparse", "/predict")) {
      HttpResponse<byte[]> answer = post(path, "{\"inputs\":\"a\"}");
      assertThat(answer.statusCode()).isEqualTo(424);
      assertThat(Http.json(answer).get("error").textValue()).contains("POST /embed");
      assertThat(Http.json(answer).get("error_type").textValue()).isEqualTo("Backend");
    }
  }

  @Test
  void cohere_has_every_type() {
    JsonNode answer =
        json(
            "/v2/embed",
            "{\"model\":\"demo\",\"texts\":"
                + TEXTS
                + ",\"input_type\":\"search_document\","
                + "\"embedding_types\":[\"float\",\"int8\",\"uint8\",\"binary\",\"ubinary\","
                + "\"base64\"]}");
    JsonNode types = answer.get("embeddings");
    same(list(types.get("float")), ours());
    same(list(types.get("base64")), ours());
    int dimension = ours().get(0).length;
    assertThat(types.get("int8").get(1)).hasSize(dimension);
    assertThat(types.get("ubinary").get(1)).hasSize(dimension / 8);
    for (int i = 0; i < dimension; i++) {
      int signed = types.get("int8").get(0).get(i).intValue();
      assertThat(types.get("uint8").get(0).get(i).intValue()).isEqualTo(signed + 128);
    }
    assertThat(Vectors.cosine(numbers(types.get("int8").get(0)), ours().get(0)))
        .isGreaterThan(0.999);
    assertThat(answer.get("meta").get("billed_units").get("input_tokens").intValue()).isPositive();
    same(list(json("/v1/embed", "{\"texts\":" + TEXTS + "}").get("embeddings")), ours());
  }

  @Test
  void cohere_is_told_what_is_not_done() {
    HttpResponse<byte[]> prompted =
        post("/v2/embed", "{\"texts\":[\"a\"],\"input_type\":\"search_query\"}");
    assertThat(prompted.headers().firstValue("X-Embedding-Prompt")).contains("default");
    HttpResponse<byte[]> shorter = post("/v2/embed", "{\"texts\":[\"a\"],\"max_tokens\":10}");
    assertThat(shorter.statusCode()).isEqualTo(400);
    int most = Http.json(http.get("/info")).get("max_tokens").intValue();
    assertThat(Http.json(shorter).get("message").textValue()).contains(String.valueOf(most));
    json("/v2/embed", "{\"texts\":[\"a\"],\"max_tokens\":" + most + "}");
    String text = "red ".repeat(most);
    assertThat(
            post("/v2/embed", "{\"texts\":[\"" + text + "\"],\"truncate\":\"NONE\"}").statusCode())
        .isEqualTo(400);
    assertThat(json("/v2/embed", "{\"texts\":[\"" + text + "\"]}").get("meta").get("warnings"))
        .hasSize(1);
  }

  @Test
  void pictures_are_the_same_in_every_dialect() {
    byte[] file = Samples.of("red_circle");
    List<float[]> image = form("/embed/image", new Form().file("file", file));
    List<float[]> both =
        form("/embed/multimodal", new Form().field("text", "a").file("image", file));
    String url = "\"data:image/png;base64," + picture + "\"";
    JsonNode images = json("/v2/embed", "{\"images\":[" + url + "],\"input_type\":\"image\"}");
    same(list(images.get("embeddings").get("float")), image);
    assertThat(images.get("meta").get("billed_units").get("images").intValue()).isEqualTo(1);
    String parts =
        "{\"content\":[{\"type\":\"text\",\"text\":\"a\"},"
            + "{\"type\":\"image_url\",\"image_url\":{\"url\":"
            + url
            + "}}]}";
    same(
        list(json("/v2/embed", "{\"inputs\":[" + parts + "]}").get("embeddings").get("float")),
        both);
    String ollama = "{\"model\":\"demo:latest\",\"images\":[\"" + picture + "\"]";
    same(list(json("/api/embed", ollama + "}").get("embeddings")), image);
    same(list(json("/api/embed", ollama + ",\"input\":\"a\"}").get("embeddings")), both);
  }

  @Test
  void a_body_with_pictures_needs_the_permission_of_pictures() {
    String texts =
        new Keys(http, LimitedServer.MASTER_KEY)
            .create("texts", "embed:text")
            .get("api_key")
            .textValue();
    String body = "{\"model\":\"demo\",\"images\":[\"" + picture + "\"]}";
    for (String path : List.of("/v2/embed", "/api/embed")) {
      HttpRequest.Builder request = http.json(path, body).header("X-API-Key", texts);
      assertThat(http.send(request).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void ollama_has_what_its_clients_look_for() {
    JsonNode answer =
        json("/api/embed", "{\"model\":\"demo:latest\",\"input\":" + TEXTS + ",\"options\":{}}");
    same(list(answer.get("embeddings")), ours());
    assertThat(answer.get("model").textValue()).isEqualTo("demo:latest");
    assertThat(answer.get("total_duration").longValue()).isPositive();
    assertThat(answer.get("prompt_eval_count").intValue()).isPositive();
    assertThat(json("/api/embed", "{\"model\":\"demo\",\"input\":[]}").get("embeddings")).isEmpty();
    JsonNode old = json("/api/embeddings", "{\"model\":\"demo\",\"prompt\":\"a red circle\"}");
    assertThat(Vectors.cosine(numbers(old.get("embedding")), ours().get(0))).isGreaterThan(SAME);
    assertThat(json("/api/embeddings", "{\"model\":\"demo\",\"prompt\":\"\"}").get("embedding"))
        .isEmpty();
  }

  @Test
  void ollama_says_what_is_served() {
    JsonNode listed = Http.json(http.get("/api/tags")).get("models").get(0);
    assertThat(listed.get("name").textValue()).endsWith(":latest");
    assertThat(listed.get("digest").textValue()).matches("[0-9a-f]{64}");
    JsonNode shown = json("/api/show", "{\"model\":\"" + listed.get("name").textValue() + "\"}");
    assertThat(shown.get("capabilities").get(0).textValue()).isEqualTo("embedding");
    assertThat(shown.get("details").get("embedding_length").intValue())
        .isEqualTo(ours().get(0).length);
    assertThat(Http.json(http.get("/api/ps")).get("models").get(0).get("size").longValue())
        .isPositive();
    assertThat(Http.json(http.get("/api/version")).get("version").textValue())
        .isEqualTo(
            Http.json(http.get("/openapi?format=JSON")).get("info").get("version").textValue());
  }

  @Test
  void the_info_has_teis_names() {
    JsonNode info = Http.json(http.get("/info"));
    assertThat(info.get("model_id").textValue()).isEqualTo(info.get("model_path").textValue());
    assertThat(info.get("max_input_length")).isEqualTo(info.get("max_tokens"));
    assertThat(info.get("model_type").get("embedding").get("pooling").textValue())
        .isEqualTo("last_token");
  }

  private List<float[]> ours() {
    return Vectors.of(json("/embed/text", "{\"texts\":" + TEXTS + "}"));
  }

  private List<float[]> form(String path, Form form) {
    return Vectors.of(
        Http.json(http.send(http.form(path, form).header("X-API-Key", LimitedServer.MASTER_KEY))));
  }

  private JsonNode json(String path, String body) {
    HttpResponse<byte[]> answer = post(path, body);
    assertThat(answer.statusCode()).as(new String(answer.body())).isEqualTo(200);
    return Http.json(answer);
  }

  private HttpResponse<byte[]> post(String path, String body) {
    return http.send(http.json(path, body).header("X-API-Key", LimitedServer.MASTER_KEY));
  }

  private static void same(List<float[]> vectors, List<float[]> expected) {
    assertThat(vectors).hasSameSizeAs(expected);
    for (int i = 0; i < vectors.size(); i++) {
      assertThat(Vectors.cosine(vectors.get(i), expected.get(i))).isGreaterThanOrEqualTo(SAME);
      assertThat(Vectors.norm(vectors.get(i))).isCloseTo(1, within(1e-5));
    }
  }

  private static List<float[]> list(JsonNode vectors) {
    return StreamSupport.stream(vectors.spliterator(), false)
        .map(DialectVectorsIT::numbers)
        .toList();
  }

  private static float[] numbers(JsonNode node) {
    if (node.isTextual()) {
      return Vectors.raw(Base64.getDecoder().decode(node.textValue()));
    }
    float[] vector = new float[node.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = node.get(i).floatValue();
    }
    return vector;
  }
}
