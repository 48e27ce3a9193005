package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class SimilarityIT {
  private static final String PATH = "/similarity";

  private final Http http;

  SimilarityIT(Http http) {
    this.http = http;
  }

  @ParameterizedTest
  @CsvSource({"cosine,0.6,0", "euclidean,0.52786404,0.41421357", "dot,0.6,0"})
  void vectors_are_compared_by_each_metric(String metric, double first, double second) {
    JsonNode answer =
        compare(
            "{\"query_embeddings\":[[1,0]],\"candidate_embeddings\":[[0.6,0.8],[0,1]],"
                + "\"metric\":\""
                + metric
                + "\"}");
    assertThat(answer.get("shape")).hasToString("[1,2]");
    assertThat(answer.get("metric").textValue()).isEqualTo(metric);
    assertThat(answer.get("processing_time").doubleValue()).isNotNegative();
    assertThat(similarity(answer, 0)).isCloseTo(first, within(1e-6));
    assertThat(similarity(answer, 1)).isCloseTo(second, within(1e-6));
  }

  @Test
  void texts_are_embedded_and_compared() {
    JsonNode answer =
        compare(
            "{\"query_texts\":[\"a red circle\"],"
                + "\"candidate_texts\":[\"two blue squares\",\"a red circle\"]}");
    assertThat(similarity(answer, 1)).isCloseTo(1, within(1e-5));
    assertThat(similarity(answer, 0)).isLessThan(similarity(answer, 1));
  }

  @Test
  void texts_and_vectors_may_be_mixed_when_their_dimensions_agree() {
    JsonNode embedded =
        Http.json(http.postJson("/embed/text", "{\"texts\":[\"a red circle\",\"a heart\"]}"));
    JsonNode answer =
        compare(
            "{\"query_embeddings\":"
                + embedded.get("embeddings")
                + ",\"candidate_texts\":[\"a heart\"]}");
    assertThat(answer.get("shape")).hasToString("[2,1]");
    assertThat(answer.get("similarities").get(1).get(0).doubleValue()).isCloseTo(1, within(1e-5));
  }

  @Test
  void a_header_that_is_wrong_is_refused_where_nothing_is_embedded() {
    String body = "{\"query_embeddings\":[[1,0]],\"candidate_embeddings\":[[1,0]]}";
    ErrorBody.of(
        http.send(http.json(PATH, body).header("X-Request-Timeout", "1000000")),
        400,
        "VALIDATION_ERROR");
  }

  @Test
  void texts_that_were_cut_are_told_in_a_header() {
    String body =
        "{\"query_texts\":[\"a\"],\"candidate_texts\":[\"" + "red ".repeat(30_000) + "\"]}";
    assertThat(http.postJson(PATH, body).headers().firstValue("X-Embedding-Truncated"))
        .contains("1");
  }

  @Test
  void vectors_of_two_dimensions_are_refused() {
    String body = "{\"query_embeddings\":[[1,0]],\"candidate_texts\":[\"a\"]}";
    assertThat(ErrorBody.of(http.postJson(PATH, body), 400, "VALIDATION_ERROR"))
        .startsWith("Queries have 2 dimensions and candidates have ");
  }

  @Test
  void an_unknown_metric_is_refused() {
    String body =
        "{\"query_embeddings\":[[1]],\"candidate_embeddings\":[[1]],\"metric\":\"manhattan\"}";
    assertThat(ErrorBody.of(http.postJson(PATH, body), 400, "VALIDATION_ERROR"))
        .isEqualTo("metric must be cosine, euclidean or dot.");
  }

  private JsonNode compare(String body) {
    HttpResponse<byte[]> response = http.postJson(PATH, body);
    assertThat(response.statusCode()).isEqualTo(200);
    return Http.json(response);
  }

  private static double similarity(JsonNode answer, int candidate) {
    return answer.get("similarities").get(0).get(candidate).doubleValue();
  }
}
