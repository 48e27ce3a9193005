package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Scores are asked of a model that makes vectors. */
@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class RerankOnEmbeddingModelIT {
  private final Http http;

  RerankOnEmbeddingModelIT(Http http) {
    this.http = http;
  }

  @Test
  void the_way_out_is_named() {
    HttpResponse<byte[]> response =
        http.postJson("/rerank", "{\"query\":\"a\",\"documents\":[\"b\"]}");
    assertThat(ErrorBody.of(response, 409, "CONFLICT"))
        .isEqualTo(
            "The model tkr-embed-demo makes vectors and scores no pairs: POST /embed/text, or have"
                + " the server serve a reranker.");
    JsonNode details = Http.json(response).get("error").get("details");
    assertThat(details.get("asked").textValue()).isEqualTo("rerank");
    assertThat(details.get("task").textValue()).isEqualTo("embed");
  }

  @Test
  void a_client_of_tei_is_told_so_in_its_words() {
    HttpResponse<byte[]> response = http.postJson("/rerank", "{\"query\":\"a\",\"texts\":[\"b\"]}");
    assertThat(response.statusCode()).isEqualTo(424);
    assertThat(new String(response.body()))
        .startsWith("{\"error\":\"The model tkr-embed-demo makes vectors and scores no pairs: ")
        .endsWith("\",\"error_type\":\"Backend\"}");
  }

  @Test
  void info_says_what_it_is_for() {
    JsonNode info = Http.json(http.get("/info"));
    assertThat(info.get("tasks")).hasToString("[\"embed\"]");
    assertThat(info.get("embedding_dim").intValue()).isPositive();
  }
}
