package com.tkr.embed.rest.cohere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
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

class CohereFieldsTest {
  private static final RequestLimits LIMITS = new RequestLimits(4000, 400, 50, 2, 3, 20, 6);
  private static final ImageUrls URLS = new ImageUrls(LIMITS, new FixedSettings());

  @Test
  void texts_are_read_and_repeated() {
    CohereFields fields =
        read(
            "{\"model\":\"m\",\"texts\":[\"a\",\"b\"],\"input_type\":\"search_query\","
                + "\"embedding_types\":[\"int8\",\"base64\"],\"output_dimension\":4,"
                + "\"max_tokens\":9,\"truncate\":\"START\",\"priority\":3}");
    assertThat(fields.model()).isEqualTo("m");
    assertThat(fields.prompt()).isEqualTo("query");
    assertThat(fields.maxTokens()).isEqualTo(9);
    CohereRequest request = fields.request("find");
    assertThat(request.texts()).containsExactly("a", "b");
    assertThat(request.types()).containsExactly("int8", "base64");
    assertThat(request.embedding().dimensions()).isEqualTo(4);
    assertThat(request.embedding().truncate()).isEqualTo(Truncate.START);
    assertThat(request.embedding().inputs())
        .containsExactly(
            new EmbeddingInput("a", List.of(), "find", "texts[0]"),
            new EmbeddingInput("b", List.of(), "find", "texts[1]"));
  }

  @Test
  void images_are_one_input_each() {
    CohereRequest request =
        read("{\"images\":[\"data:image/png;base64,AQ==\",\"Ag==\"]}").request(null);
    assertThat(request.texts()).isEmpty();
    assertThat(request.embedding().inputs()).hasSize(2);
    assertThat(request.embedding().inputs().get(1).images().get(0).bytes()).containsExactly(2);
    assertThat(request.embedding().truncate()).isEqualTo(Truncate.END);
  }

  @Test
  void contents_are_one_input_of_all_parts() {
    List<EmbeddingInput> inputs =
        read("{\"inputs\":[{\"content\":[{\"type\":\"text\",\"text\":\"a\"},"
                + "{\"image_url\":{\"url\":\"AQ==\",\"detail\":\"low\"},"
                + "\"type\":\"image_url\"},{\"text\":\"b\",\"type\":\"text\"}]},"
                + "{\"content\":[{\"type\":\"text\",\"text\":\"c\"}]}]}")
            .request("find")
            .embedding()
            .inputs();
    assertThat(inputs).extracting(EmbeddingInput::text).containsExactly("a\nb", "c");
    assertThat(inputs).extracting(EmbeddingInput::name).containsExactly("inputs[0]", "inputs[1]");
    assertThat(inputs).extracting(EmbeddingInput::instruction).containsOnly("find");
    assertThat(inputs.get(0).images()).hasSize(1);
    assertThat(inputs.get(1).images()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"texts\":[\"a\"],\"images\":[\"AQ==\"]}",
        "{\"texts\":[\"a\"],\"inputs\":[{\"content\":[{\"type\":\"text\",\"text\":\"a\"}]}]}",
      })
  void there_is_one_kind_of_inputs(String body) {
    refused(body, "texts or images or inputs must be given, one of them, not empty.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"texts\":[]} | texts must not be empty.",
        "{\"texts\":\"a\"} | texts must be a list.",
        "{\"texts\":[1]} | texts[0] must be a string.",
        "{\"texts\":[\"a\"],\"truncate\":\"LEFT\"} | truncate must be NONE, START or END.",
        "{\"texts\":[\"a\"],\"input_type\":\"poem\"}"
            + " | input_type must be search_document, search_query, classification, clustering or"
            + " image.",
        "{\"texts\":[\"a\"],\"embedding_types\":[\"int4\"]}"
            + " | embedding_types may be of float, int8, uint8, binary, ubinary, base64.",
        "{\"texts\":[\"a\"],\"output_dimension\":0} | output_dimension must be an integer from 1 on.",
        "{\"images\":[\"AQ==\",\"AQ==\",\"AQ==\"]} | images may hold 2 elements at most.",
        "{\"inputs\":[{}]} | inputs[0] must have a text or an image.",
        "{\"inputs\":[{\"content\":[{\"type\":\"video\",\"video\":\"a\"}]}]}"
            + " | inputs[0].content[0].video is not taken: the model embeds text and pictures; send"
            + " a video's frames.",
      })
  void a_broken_contract_is_named(String body, String message) {
    refused(body, message);
  }

  private static void refused(String body, String message) {
    assertThatThrownBy(() -> read(body).request(null))
        .isInstanceOfSatisfying(
            EmbeddingException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_ERROR))
        .hasMessage(message);
  }

  private static CohereFields read(String json) {
    CohereFields fields = new CohereFields(LIMITS, URLS, 3);
    URLS.reader()
        .read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), fields.readers());
    return fields;
  }
}
