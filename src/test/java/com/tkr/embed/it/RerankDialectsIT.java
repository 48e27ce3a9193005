package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.tkr.embed.testing.RampPictures;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Scores are the same in every dialect that has them, each in its own words. */
@ExtendWith(RerankServer.class)
@ResourceLock(RerankServer.LOCK)
class RerankDialectsIT {
  private static final String KEY = RerankServer.MASTER_KEY;
  private static final String QUERY = "{'query':'what is a rose?',";
  private static final String LIST = "['a rose','so','','the other one']";
  private static final String DOCUMENTS = QUERY + "'documents':" + LIST;

  private final Http http;

  RerankDialectsIT(Http http) {
    this.http = http;
  }

  private HttpResponse<byte[]> post(String path, String json) {
    return http.send(
        http.json(path, json.replace('\'', '"')).header("Authorization", "Bearer " + KEY));
  }

  private JsonNode answer(String path, String json) {
    HttpResponse<byte[]> response = post(path, json);
    assertThat(response.statusCode()).as(new String(response.body())).isEqualTo(200);
    return Http.json(response);
  }

  /** By the document's index, in the order of the answer. */
  private static Map<Integer, Double> scores(JsonNode ranks, String field) {
    Map<Integer, Double> scores = new TreeMap<>();
    double before = Double.POSITIVE_INFINITY;
    for (JsonNode rank : ranks) {
      double score = rank.get(field).doubleValue();
      assertThat(score).isLessThanOrEqualTo(before);
      before = score;
      scores.put(rank.get("index").intValue(), score);
    }
    return scores;
  }

  private Map<Integer, Double> ours(String json) {
    return scores(answer("/rerank", json).get("results"), "relevance_score");
  }

  private static void same(Map<Integer, Double> scores, Map<Integer, Double> expected) {
    assertThat(scores.keySet()).isEqualTo(expected.keySet());
    scores.forEach(
        (index, score) -> assertThat(score).isCloseTo(expected.get(index), within(1e-6)));
  }

  @Test
  void teis_texts_have_our_scores_and_its_headers() {
    Map<Integer, Double> ours = ours(DOCUMENTS + "}");
    HttpResponse<byte[]> answer = post("/rerank", QUERY + "'texts':" + LIST + "}");
    assertThat(answer.statusCode()).isEqualTo(200);
    same(scores(Http.json(answer), "score"), ours);
    assertThat(Http.json(answer).get(0).has("text")).isFalse();
    assertThat(answer.headers().firstValue("x-compute-type")).contains("cpu");
    assertThat(answer.headers().firstValue("x-compute-characters")).contains("81");
    assertThat(answer.headers().firstValue("x-compute-tokens").orElseThrow()).matches("[1-9]\\d*");

    JsonNode raw =
        answer("/rerank", QUERY + "'texts':" + LIST + ",'raw_scores':true,'return_text':true}");
    scores(raw, "score")
        .forEach(
            (index, logit) ->
                assertThat(1 / (1 + Math.exp(-logit))).isCloseTo(ours.get(index), within(1e-6)));
    assertThat(raw).anySatisfy(rank -> assertThat(rank.get("text").textValue()).isEqualTo("so"));
  }

  @Test
  void teis_texts_are_cut_at_the_end_that_is_asked_for_or_refused() {
    String texts = QUERY + "'texts':['" + "z".repeat(12_000) + "a']";
    HttpResponse<byte[]> right = post("/rerank", texts + "}");
    assertThat(right.headers().firstValue("X-Embedding-Truncated")).contains("0");
    JsonNode left = answer("/rerank", texts + ",'truncation_direction':'left'}");
    assertThat(left.get(0).get("score")).isNotEqualTo(Http.json(right).get(0).get("score"));
    HttpResponse<byte[]> refused = post("/rerank", texts + ",'truncate':false}");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(Http.json(refused).get("error_type").textValue()).isEqualTo("Validation");
    assertThat(Http.json(refused).get("error").textValue()).startsWith("The input has ");
  }

  @Test
  void errors_are_teis_where_the_body_is() {
    for (String body : new String[] {"'texts':[]}", "'texts':['a'],'top_n':1}", "'texts':[1]}"}) {
      HttpResponse<byte[]> refused = post("/rerank", QUERY + body);
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(new String(refused.body()))
          .matches("\\{\"error\":\"[^\"].*\",\"error_type\":\"Validation\"}");
    }
    ErrorBody.of(post("/rerank", QUERY + "'documents':[]}"), 400, "VALIDATION_ERROR");
  }

  @Test
  void every_api_has_our_scores() {
    Map<Integer, Double> ours = ours(DOCUMENTS + "}");
    JsonNode any = answer("/v1/rerank", DOCUMENTS + "}");
    same(scores(any.get("results"), "relevance_score"), ours);
    same(scores(any.get("data"), "relevance_score"), ours);
    assertThat(any.get("usage").get("total_tokens").intValue()).isPositive();
    assertThat(any.get("model").textValue()).isEqualTo("qwen3-reranker-untied");
    JsonNode best = answer("/v1/rerank", DOCUMENTS + ",'top_k':2,'model':'qwen3-reranker-untied'}");
    assertThat(best.get("data")).hasSize(2);
    assertThat(best.has("results")).isFalse();
    JsonNode cohere = answer("/v2/rerank", DOCUMENTS + ",'top_n':9,'priority':0}");
    same(scores(cohere.get("results"), "relevance_score"), ours);
    assertThat(cohere.get("meta").get("billed_units").get("search_units").intValue()).isEqualTo(1);
  }

  @Test
  void pictures_have_our_scores_in_the_forms_of_each() {
    String first = picture(64, 64);
    String second = picture(96, 160);
    String ask = "{'query':{'text':'a','image':'" + second + "'},";
    Map<Integer, Double> ours =
        ours(
            ask + "'documents':[{'image':'" + first + "'},{'text':'b','image':'" + second + "'}]}");
    String jina = "'documents':[{'image':'" + first + "'},{'image':'" + second + "','text':'b'}]}";
    same(scores(answer("/v1/rerank", ask + jina).get("data"), "relevance_score"), ours);
    same(scores(answer("/v2/rerank", ask + jina).get("results"), "relevance_score"), ours);
    String url = "{'type':'image_url','image_url':{'url':'%s','detail':'auto'}}";
    String vllm =
        "{'query':{'content':["
            + url.formatted(second)
            + ",{'type':'text','text':'a'}]},'documents':[{'content':["
            + url.formatted(first)
            + "]},{'content':["
            + url.formatted(second)
            + ",{'type':'text','text':'b'}]}]}";
    same(scores(answer("/v1/rerank", vllm).get("results"), "relevance_score"), ours);
    same(ours(vllm), ours);
    String order = "{'query':'q','documents':[{'content':['a',{'image':'" + first + "'}]}]}";
    assertThat(post("/v2/rerank", order).headers().firstValue("X-Embedding-Order"))
        .contains("images-first");
  }

  @Test
  void cohere_cuts_documents_to_the_tokens_that_are_asked_for() {
    String text = "z".repeat(300);
    Map<Integer, Double> shorter = ours(QUERY + "'documents':['" + "z".repeat(200) + "']}");
    JsonNode cut =
        answer("/v2/rerank", QUERY + "'documents':['" + text + "'],'max_tokens_per_doc':200}");
    same(scores(cut.get("results"), "relevance_score"), shorter);
    JsonNode whole =
        answer("/v2/rerank", QUERY + "'documents':['" + text + "'],'max_tokens_per_doc':9000}");
    same(
        scores(whole.get("results"), "relevance_score"),
        ours(QUERY + "'documents':['" + text + "']}"));
    JsonNode warned =
        answer("/v2/rerank", QUERY + "'documents':['a','" + "z".repeat(12_000) + "']}");
    assertThat(warned.get("meta").get("warnings").get(0).textValue())
        .startsWith("The text of document 1, counted from 0, ");
  }

  @Test
  void what_was_scored_is_counted_and_limited() {
    Keys keys = new Keys(http, KEY);
    String few =
        keys.created(
                "{\"name\":\"few\",\"permissions\":[\"rerank\"],"
                    + "\"limits\":{\"requests_per_minute\":3}}")
            .get("api_key")
            .textValue();
    for (String path : new String[] {"/v1/rerank", "/v2/rerank", "/rerank"}) {
      assertThat(as(few, path).statusCode()).isEqualTo(200);
    }
    assertThat(as(few, "/v2/rerank").statusCode()).isEqualTo(429);
    HttpResponse<byte[]> metrics = http.send(http.request("/metrics").header("X-API-Key", KEY));
    assertThat(new String(metrics.body()))
        .containsPattern("tkr_items_total\\{[^}]*modality=\"pair\"[^}]*} [1-9]");
  }

  private HttpResponse<byte[]> as(String key, String path) {
    return http.send(
        http.json(path, (DOCUMENTS + "}").replace('\'', '"'))
            .header("Authorization", "Bearer " + key));
  }

  /** A picture of its own colours, as a data URL. */
  static String picture(int width, int height) {
    return "data:image/png;base64,"
        + Base64.getEncoder().encodeToString(RampPictures.png(width, height));
  }
}
