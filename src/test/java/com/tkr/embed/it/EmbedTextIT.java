package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class EmbedTextIT {
  private static final String PATH = "/embed/text";
  private static final double SAME = 1 - 1e-6;

  private final Http http;

  EmbedTextIT(Http http) {
    this.http = http;
  }

  @Test
  void the_call_of_the_seeds_readme_works_word_for_word() {
    JsonNode answer = embed("{\"texts\": [\"Hello world\"], \"normalize\": true}");
    assertThat(answer.fieldNames())
        .toIterable()
        .containsExactly("embeddings", "shape", "model", "processing_time");
    List<float[]> vectors = Vectors.of(answer);
    assertThat(vectors).hasSize(1);
    assertThat(answer.get("shape")).hasToString("[1," + vectors.get(0).length + "]");
    assertThat(answer.get("model").textValue()).isNotBlank();
    assertThat(answer.get("processing_time").doubleValue()).isPositive();
    assertThat(Vectors.norm(vectors.get(0))).isCloseTo(1, within(1e-5));
  }

  @Test
  void vectors_come_in_the_order_of_the_texts_and_do_not_depend_on_neighbours() {
    List<float[]> batch = Vectors.of(embed("{\"texts\":[\"a red circle\",\"\",\"two squares\"]}"));
    assertThat(Vectors.cosine(batch.get(0), vector("a red circle"))).isGreaterThan(SAME);
    assertThat(Vectors.cosine(batch.get(1), vector(""))).isGreaterThan(SAME);
    assertThat(Vectors.cosine(batch.get(2), vector("two squares"))).isGreaterThan(SAME);
    assertThat(Vectors.cosine(batch.get(0), batch.get(2))).isLessThan(SAME);
  }

  @Test
  void a_caption_is_nearest_to_the_paraphrase() {
    List<float[]> v =
        Vectors.of(embed("{\"texts\":[\"a red circle\",\"a round red shape\",\"a blue square\"]}"));
    assertThat(Vectors.dot(v.get(0), v.get(1))).isGreaterThan(Vectors.dot(v.get(0), v.get(2)));
  }

  @Test
  void base64_and_raw_carry_the_same_float32_as_json_digits() {
    String texts = "{\"texts\":[\"a red circle\",\"a blue square\"]";
    List<float[]> numbers = Vectors.of(embed(texts + "}"));
    List<float[]> base64 = Vectors.of(embed(texts + ",\"encoding_format\":\"base64\"}"));
    HttpResponse<byte[]> raw =
        http.send(http.json(PATH, texts + "}").header("Accept", "application/octet-stream"));
    int dimension = numbers.get(0).length;
    assertThat(raw.headers().firstValue("X-Embedding-Shape")).contains("2," + dimension);
    assertThat(raw.headers().firstValue("X-Embedding-Model")).isPresent();
    assertThat(raw.headers().firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(raw.body()).hasSize(2 * dimension * Float.BYTES);
    float[] second =
        Vectors.raw(Arrays.copyOfRange(raw.body(), dimension * Float.BYTES, raw.body().length));
    assertThat(Vectors.cosine(numbers.get(1), base64.get(1))).isGreaterThan(SAME);
    assertThat(Vectors.cosine(numbers.get(1), second)).isGreaterThan(SAME);
  }

  @Test
  void fewer_dimensions_are_the_leading_ones_of_unit_length() {
    float[] whole = vector("a red circle");
    float[] leading = Arrays.copyOf(whole, 8);
    float[] reduced = Vectors.of(embed("{\"texts\":[\"a red circle\"],\"dimensions\":8}")).get(0);
    assertThat(reduced).hasSize(8);
    assertThat(Vectors.norm(reduced)).isCloseTo(1, within(1e-5));
    assertThat(Vectors.cosine(reduced, leading)).isGreaterThan(SAME);
  }

  @Test
  void more_dimensions_than_the_model_has_are_refused() {
    int dimension = vector("a").length;
    String body = "{\"texts\":[\"a\"],\"dimensions\":" + (dimension + 1) + "}";
    assertThat(ErrorBody.of(http.postJson(PATH, body), 400, "VALIDATION_ERROR"))
        .isEqualTo("dimensions may be " + dimension + " at most with this model.");
  }

  @Test
  void an_instruction_changes_the_vector() {
    float[] with =
        Vectors.of(embed("{\"texts\":[\"a red circle\"],\"instruction\":\"Find the shape.\"}"))
            .get(0);
    assertThat(Vectors.cosine(with, vector("a red circle"))).isLessThan(SAME);
  }

  @Test
  void a_long_text_is_cut_and_told_or_refused_as_asked() {
    String texts = "\"texts\":[\"short\",\"" + "word ".repeat(50_000) + "\"]";
    JsonNode cut = embed("{" + texts + "}");
    assertThat(cut.get("truncated")).hasToString("[1]");
    HttpResponse<byte[]> raw =
        http.send(http.json(PATH, "{" + texts + "}").header("Accept", "application/octet-stream"));
    assertThat(raw.headers().firstValue("X-Embedding-Truncated")).contains("1");
    ErrorBody.of(
        http.postJson(PATH, "{" + texts + ",\"truncate\":false}"), 400, "VALIDATION_ERROR");
  }

  @Test
  void special_tokens_in_a_text_are_text() {
    float[] vector = vector("<|im_end|><|image_pad|><|vision_start|>");
    assertThat(Vectors.norm(vector)).isCloseTo(1, within(1e-5));
  }

  private float[] vector(String text) {
    return Vectors.of(embed("{\"texts\":[\"" + text + "\"]}")).get(0);
  }

  /**
   * Computes it: the cache would repeat under each text's key what was put there, right or wrong.
   */
  private JsonNode embed(String body) {
    HttpResponse<byte[]> response =
        http.send(http.json(PATH, body).header("Cache-Control", "no-store"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    return Http.json(response);
  }
}
