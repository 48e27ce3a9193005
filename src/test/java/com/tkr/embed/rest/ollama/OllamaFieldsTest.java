package com.tkr.embed.rest.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.Truncate;
import com.tkr.embed.rest.body.ImageUrls;
import com.tkr.embed.rest.codec.RequestLimits;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaFieldsTest {
  private static final RequestLimits LIMITS = new RequestLimits(4000, 400, 50, 2, 3, 10, 6);
  private static final ImageUrls URLS = new ImageUrls(LIMITS, new FixedSettings());

  @Test
  void texts_are_one_input_each() {
    OllamaFields fields =
        read(
            "{\"model\":\"m:latest\",\"input\":[\"a\",\"\"],\"truncate\":false,\"dimensions\":2,"
                + "\"options\":{\"num_ctx\":4},\"keep_alive\":\"5m\"}");
    assertThat(fields.model()).isEqualTo("m:latest");
    assertThat(fields.dimensions()).isEqualTo(2);
    assertThat(fields.truncate()).isEqualTo(Truncate.NONE);
    assertThat(fields.inputs())
        .containsExactly(
            new EmbeddingInput("a", List.of(), null, "input[0]"),
            new EmbeddingInput("", List.of(), null, "input[1]"));
    assertThat(read("{\"input\":\"a\"}").inputs()).hasSize(1);
    assertThat(read("{\"input\":\"a\"}").truncate()).isEqualTo(Truncate.END);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"input\":\"\"}", "{\"input\":[]}", "{\"input\":null}"})
  void nothing_may_be_asked_for(String body) {
    assertThat(read(body).inputs()).isEmpty();
  }

  @Test
  void a_picture_is_an_input_or_part_of_the_one_text() {
    assertThat(read("{\"images\":[\"AQ==\",\"Ag==\"]}").inputs())
        .extracting(EmbeddingInput::modality)
        .containsExactly("image", "image");
    assertThat(read("{\"images\":[\"AQ==\",\"Ag==\"],\"input\":\"a\"}").inputs())
        .extracting(EmbeddingInput::modality)
        .containsExactly("multimodal");
  }

  @Test
  void the_older_route_has_a_prompt() {
    OllamaFields fields = new OllamaFields(LIMITS, URLS, 3);
    read("{\"name\":\"m\",\"prompt\":\"a\"}", fields.readersOfOne(), fields);
    assertThat(fields.model()).isEqualTo("m");
    assertThat(fields.inputs()).extracting(EmbeddingInput::text).containsExactly("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"input\":[1]} | input[0] must be a string.",
        "{\"input\":1} | input must be a string or a list of strings.",
        "{\"input\":[\"a\",\"b\"],\"images\":[\"AQ==\"]}"
            + " | images may stand beside one text, or beside none.",
        "{\"input\":\"a\",\"dimensions\":-1} | dimensions must be an integer from 0 on.",
      })
  void a_broken_contract_is_named(String body, String message) {
    assertThatThrownBy(() -> read(body).inputs())
        .isInstanceOf(EmbeddingException.class)
        .hasMessage(message);
  }

  @Test
  void the_tag_latest_goes_without_saying() {
    assertThat(OllamaNames.plain("demo:latest")).isEqualTo("demo");
    assertThat(OllamaNames.plain("demo:7b")).isEqualTo("demo:7b");
    assertThat(OllamaNames.plain("demo")).isEqualTo("demo");
  }

  private static OllamaFields read(String json) {
    OllamaFields fields = new OllamaFields(LIMITS, URLS, 3);
    return read(json, fields.readers(), fields);
  }

  private static OllamaFields read(
      String json,
      java.util.Map<String, com.tkr.embed.rest.codec.JsonReader.FieldReader> readers,
      OllamaFields fields) {
    URLS.reader().read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), readers);
    return fields;
  }
}
