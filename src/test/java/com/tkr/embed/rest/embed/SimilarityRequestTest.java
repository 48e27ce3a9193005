package com.tkr.embed.rest.embed;

import static com.tkr.embed.rest.embed.Requests.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.embedding.Metric;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.Truncate;
import com.tkr.embed.rest.body.NamedPrompts;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.codec.RequestLimits;
import com.tkr.embed.rest.embed.SimilarityRequest.Side;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarityRequestTest {
  private static final RequestLimits LIMITS = new RequestLimits(4000, 400, 50, 2, 3, 10, 6);

  private final RequestReader reader =
      new RequestReader(LIMITS, new FixedSettings(), new NamedPrompts());

  @Test
  void vectors_are_read_as_float32() {
    SimilarityRequest request =
        reader.similarity(
            json(
                body(
                    "{\"query_embeddings\":[[0.1,-2,3e-3]],"
                        + "\"candidate_embeddings\":[[1,2,3],[4,5,6]],\"metric\":\"euclidean\"}")));
    assertThat(request.metric()).isEqualTo(Metric.EUCLIDEAN);
    assertThat(request.queries().vectors().get(0)).containsExactly(0.1f, -2f, 0.003f);
    assertThat(request.candidates().vectors()).hasSize(2);
  }

  @Test
  void sides_may_be_texts_with_instructions_of_their_own() {
    SimilarityRequest request =
        reader.similarity(
            json(
                body(
                    "{\"query_texts\":[\"a\"],\"query_instruction\":\"find\","
                        + "\"candidate_embeddings\":[[1]]}")));
    assertThat(request.metric()).isEqualTo(Metric.COSINE);
    assertThat(request.queries().inputs())
        .containsExactly(new EmbeddingInput("a", List.of(), "find", "query_texts[0]"));
    assertThat(request.candidates().inputs()).isEmpty();
  }

  @Test
  void sentences_of_teis_clients_are_one_row() {
    SimilarityRequest request =
        reader.similarity(
            json(
                body(
                    "{\"inputs\":{\"source_sentence\":\"a\",\"sentences\":[\"b\",\"c\"]},"
                        + "\"parameters\":{\"truncation_direction\":\"Left\"}}")));
    assertThat(request.form()).isEqualTo(SimilarityRequest.Form.ONE_ROW);
    assertThat(request.truncate()).isEqualTo(Truncate.START);
    assertThat(request.queries().inputs())
        .containsExactly(new EmbeddingInput("a", List.of(), null, "inputs.source_sentence"));
    assertThat(request.candidates().inputs())
        .containsExactly(
            new EmbeddingInput("b", List.of(), null, "inputs.sentences[0]"),
            new EmbeddingInput("c", List.of(), null, "inputs.sentences[1]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | query_embeddings or query_texts must be given, and not both.",
        "{\"query_texts\":[\"a\"]}"
            + " | candidate_embeddings or candidate_texts must be given, and not both.",
        "{\"query_texts\":[\"a\"],\"query_embeddings\":[[1]],\"candidate_texts\":[\"b\"]}"
            + " | query_embeddings or query_texts must be given, and not both.",
        "{\"query_embeddings\":[]} | query_embeddings must not be empty.",
        "{\"query_embeddings\":[[]]} | query_embeddings[0] must be a list of numbers, not empty.",
        "{\"query_embeddings\":[1]} | query_embeddings[0] must be a list.",
        "{\"query_embeddings\":[[1],[1,2]]} | query_embeddings[1] must have as many numbers as the others, 1.",
        "{\"query_embeddings\":[[1,\"2\"]]}"
            + " | query_embeddings[0][1] must be a number in float32's range.",
        "{\"query_embeddings\":[[1,null]]}"
            + " | query_embeddings[0][1] must be a number in float32's range.",
        "{\"query_embeddings\":[[1e39]]}"
            + " | query_embeddings[0][0] must be a number in float32's range.",
        "{\"query_embeddings\":[[1e999]]}"
            + " | query_embeddings[0][0] must be a number in float32's range.",
        "{\"query_texts\":[\"a\"],\"candidate_texts\":[\"b\"],\"metric\":\"l2\"}"
            + " | metric must be cosine, euclidean or dot.",
        "{\"query_texts\":[\"a\",\"b\",\"c\"],\"candidate_texts\":[\"a\",\"b\",\"c\"]}"
            + " | Queries times candidates may be 6 at most.",
        "{\"inputs\":{\"sentences\":[\"a\"]}} | inputs.source_sentence is required.",
        "{\"inputs\":{\"source_sentence\":\"a\"}} | inputs.sentences is required.",
        "{\"inputs\":{\"source_sentence\":\"a\",\"sentences\":[\"a\"]},\"metric\":\"dot\"}"
            + " | inputs stands alone, or with parameters."
      })
  void a_broken_contract_is_named(String body, String message) {
    assertThatThrownBy(() -> reader.similarity(json(body(body))))
        .isInstanceOfSatisfying(
            EmbeddingException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_ERROR))
        .hasMessage(message);
  }

  @Test
  void sides_of_two_lengths_are_refused() {
    assertThatThrownBy(
            () ->
                new SimilarityRequest(
                        new Side(List.of(new float[2]), List.of()),
                        new Side(List.of(new float[3], new float[3]), List.of()),
                        Metric.COSINE,
                        Truncate.END,
                        SimilarityRequest.Form.ROWS)
                    .compared(List.of()))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage("Queries have 2 dimensions and candidates have 3.");
  }

  private static RequestBody json(InputStream in) {
    return Requests.json(in, LIMITS.jsonBytes());
  }
}
