package com.tkr.embed.rest.cohere;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.embedding.Embeddings;
import com.tkr.embed.embedding.quantization.Quantizer;
import com.tkr.embed.rest.codec.Inputs;
import com.tkr.embed.rest.codec.JsonDocument;
import com.tkr.embed.rest.cohere.CohereAnswer.Version;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CohereAnswerTest {
  private static final List<String> ALL =
      List.of("float", "int8", "uint8", "binary", "ubinary", "base64");

  @Test
  void every_type_stands_under_its_name() throws IOException {
    JsonNode json = json(ALL, Version.V2, List.of());
    assertThat(json.get("response_type").textValue()).isEqualTo("embeddings_by_type");
    assertThat(json.get("id").textValue()).hasSize(36);
    assertThat(json.get("texts")).hasToString("[\"a\"]");
    assertThat(json.get("embeddings"))
        .hasToString(
            "{\"float\":[[0.5,-1.0]],\"int8\":[[64,-127]],\"uint8\":[[192,1]],"
                + "\"binary\":[[0]],\"ubinary\":[[128]],\"base64\":[\"AAAAPwAAgL8=\"]}");
    assertThat(json.get("meta"))
        .hasToString("{\"api_version\":{\"version\":\"2\"},\"billed_units\":{\"input_tokens\":5}}");
  }

  @Test
  void without_types_the_second_version_has_floats_by_type() throws IOException {
    assertThat(json(List.of(), Version.V2, List.of()).get("embeddings"))
        .hasToString("{\"float\":[[0.5,-1.0]]}");
  }

  @Test
  void without_types_the_first_version_has_floats_alone() throws IOException {
    JsonNode json = json(List.of(), Version.V1, List.of());
    assertThat(json.get("response_type").textValue()).isEqualTo("embeddings_floats");
    assertThat(json.get("embeddings")).hasToString("[[0.5,-1.0]]");
    assertThat(json(List.of("float"), Version.V1, List.of()).get("response_type").textValue())
        .isEqualTo("embeddings_by_type");
  }

  @Test
  void a_text_that_was_cut_is_a_warning() throws IOException {
    assertThat(json(ALL, Version.V2, List.of(0)).get("meta").get("warnings"))
        .hasToString(
            "[\"The text of embedding 0, counted from 0, was longer than the model takes, and was"
                + " cut.\"]");
  }

  private static JsonNode json(List<String> types, Version version, List<Integer> truncated)
      throws IOException {
    List<String> texts = List.of("a");
    EmbeddingRequest embedding = new EmbeddingRequest(Inputs.ofTexts("texts", texts, null), true);
    Embeddings found =
        new Embeddings(
            List.of(new float[] {0.5f, -1}),
            2,
            "m",
            5,
            new Quantizer(1),
            List.of(),
            truncated,
            0,
            1);
    CohereRequest request = new CohereRequest(embedding, types, texts);
    return new ObjectMapper()
        .readTree(JsonDocument.bytes(new CohereAnswer(request, found, version).json()));
  }
}
