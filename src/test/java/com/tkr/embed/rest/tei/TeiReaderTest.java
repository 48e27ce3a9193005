package com.tkr.embed.rest.tei;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.embedding.EncodingFormat;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.Truncate;
import com.tkr.embed.rest.body.FixedTokens;
import com.tkr.embed.rest.body.NamedPrompts;
import com.tkr.embed.rest.body.WholeBody;
import com.tkr.embed.rest.codec.ByteBudget;
import com.tkr.embed.rest.codec.RequestLimits;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TeiReaderTest {
  private static final RequestLimits LIMITS = new RequestLimits(4000, 400, 50, 2, 3, 10, 6);

  private final TeiReader reader =
      new TeiReader(
          LIMITS,
          new FixedSettings().with(ServerSettings.MAX_INPUTS, 3),
          new NamedPrompts(),
          new FixedTokens());

  @Test
  void inputs_are_one_text_or_several() {
    assertThat(read("{\"inputs\":\"a\"}"))
        .isEqualTo(new EmbeddingRequest(List.of(text(0, "a", null)), true));
    assertThat(read("{\"inputs\":[\"a\",\"\"],\"parameters\":{},\"raw\":[[1]]}"))
        .isEqualTo(new EmbeddingRequest(List.of(text(0, "a", null), text(1, "", null)), true));
  }

  @Test
  void token_ids_are_one_input_or_several() {
    assertThat(read("{\"inputs\":[1,2]}").inputs()).containsExactly(text(0, "[1, 2]", null));
    assertThat(read("{\"inputs\":[[3],\"a\",[4,5]]}").inputs())
        .containsExactly(text(0, "[3]", null), text(1, "a", null), text(2, "[4, 5]", null));
  }

  @Test
  void a_request_has_so_many_token_ids_at_most() {
    String most = "[" + "1,".repeat(59_999) + "1]";
    String five = most + "," + most + "," + most + "," + most + "," + most;
    TeiReader wide =
        new TeiReader(
            LIMITS,
            new FixedSettings().with(ServerSettings.MAX_INPUTS, 9),
            new NamedPrompts(),
            new FixedTokens());
    assertThat(read(wide, "{\"inputs\":[" + five + "]}").inputs()).hasSize(5);
    assertThatThrownBy(() -> read(wide, "{\"inputs\":[" + five + ",[1]]}"))
        .isInstanceOfSatisfying(
            EmbeddingException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE))
        .hasMessage("A request may have 300000 token ids at most, in all of its inputs.");
  }

  @Test
  void the_options_are_read() {
    assertThat(
            read(
                "{\"inputs\":\"a\",\"normalize\":false,\"dimensions\":3,\"truncate\":true,"
                    + "\"truncation_direction\":\"Left\",\"encoding_format\":\"base64\","
                    + "\"prompt_name\":null,\"instruction\":\"find\"}"))
        .isEqualTo(
            new EmbeddingRequest(
                List.of(text(0, "a", "find")), false, 3, Truncate.START, EncodingFormat.BASE64));
  }

  @ParameterizedTest
  @CsvSource({
    "'',END",
    "'\"truncate\":null',END",
    "'\"truncate\":true',END",
    "'\"truncate\":false',NONE",
    "'\"truncation_direction\":\"left\"',START",
    "'\"truncation_direction\":\"Right\"',END",
    "'\"truncation_direction\":\"left\",\"truncate\":false',NONE",
  })
  void what_is_cut_is_what_tei_cuts(String option, Truncate expected) {
    String options = option.isEmpty() ? "" : "," + option;
    assertThat(read("{\"inputs\":\"a\"" + options + "}").truncate()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | inputs must be a text or a list of texts, not empty.",
        "{\"inputs\":[]} | inputs must not be empty.",
        "{\"inputs\":[1,\"a\"]} | inputs must be of one kind: texts, or token ids.",
        "{\"inputs\":[[1,\"a\"]]} | inputs[0][1] must be an integer from 0 on.",
        "{\"inputs\":[[]]} | inputs[0] must not be empty.",
        "{\"inputs\":[{}]} | inputs[0] must be a string.",
        "{\"inputs\":7} | inputs must be a string.",
        "{\"inputs\":[\"a\",\"b\",\"c\",\"d\"]} | inputs may hold 3 elements at most.",
        "{\"inputs\":\"aaaaaaaaaaa\"} | inputs may have 10 characters at most.",
        "{\"inputs\":\"a\",\"dimensions\":0} | dimensions must be an integer from 1 on.",
        "{\"inputs\":\"a\",\"truncate\":1} | truncate must be true or false.",
        "{\"inputs\":\"a\",\"truncation_direction\":\"up\"}"
            + " | truncation_direction must be Left or Right.",
        "{\"inputs\":\"a\",\"encoding_format\":\"int8\"} | encoding_format must be float or base64.",
      })
  void a_broken_contract_is_named(String body, String message) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            EmbeddingException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_ERROR))
        .hasMessage(message);
  }

  private EmbeddingRequest read(String json) {
    return read(reader, json);
  }

  private static EmbeddingRequest read(TeiReader reader, String json) {
    ByteArrayInputStream in = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    return reader.embed(WholeBody.of(in, Map.of(), 1_000_000, new ByteBudget(1_000_000)));
  }

  private static EmbeddingInput text(int index, String text, String instruction) {
    return new EmbeddingInput(text, List.of(), instruction, "inputs[" + index + "]");
  }
}
