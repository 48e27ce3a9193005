package com.tkr.embed.rest.embed;

import static com.tkr.embed.rest.embed.Requests.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.embedding.EncodingFormat;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.rest.body.NamedPrompts;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.codec.RequestLimits;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextRequestTest {
  private static final RequestLimits LIMITS = new RequestLimits(400, 400, 50, 2, 3, 10, 6);

  private final RequestReader reader =
      new RequestReader(LIMITS, new FixedSettings(), new NamedPrompts());

  @Test
  void texts_alone_get_the_defaults() {
    EmbeddingRequest request = reader.texts(json(body("{\"texts\":[\"a\",\"\"]}")));
    assertThat(request.encodingFormat()).isEqualTo(EncodingFormat.FLOAT);
    assertThat(request)
        .isEqualTo(new EmbeddingRequest(List.of(text(0, "a", null), text(1, "", null)), true));
  }

  @Test
  void every_option_is_taken_wherever_it_stands() {
    EmbeddingRequest request =
        reader.texts(
            json(
                body(
                    "{\"instruction\":\"find\",\"texts\":[\"a\"],\"normalize\":false,\"dimensions\":8,"
                        + "\"encoding_format\":\"base64\",\"truncate\":false}")));
    assertThat(request.encodingFormat()).isEqualTo(EncodingFormat.BASE64);
    assertThat(request)
        .isEqualTo(
            new EmbeddingRequest(
                List.of(text(0, "a", "find")), false, 8, false, EncodingFormat.BASE64));
  }

  @Test
  void null_options_count_as_absent() {
    String body = "{\"texts\":[\"a\"],\"instruction\":null,\"dimensions\":null,\"normalize\":null}";
    assertThat(reader.texts(json(body(body))))
        .isEqualTo(new EmbeddingRequest(List.of(text(0, "a", null)), true));
  }

  @Test
  void escapes_and_every_script_come_through() {
    assertThat(reader.texts(json(body("{\"texts\":[\"\\u00e9\\n\\ud83d\\ude00 漢😀\"]}"))))
        .extracting(request -> request.inputs().get(0).text())
        .isEqualTo("é\n😀 漢😀");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | texts is required.",
        "{\"texts\":[]} | texts must not be empty.",
        "{\"texts\":\"a\"} | texts must be a list.",
        "{\"texts\":null} | texts is required.",
        "{\"texts\":[1]} | texts[0] must be a string.",
        "{\"texts\":[\"a\",null]} | texts[1] must be a string.",
        "{\"texts\":[\"a\",[\"b\"]]} | texts[1] must be a string.",
        "{\"texts\":[\"a\",\"b\",\"c\",\"d\"]} | texts may hold 3 elements at most.",
        "{\"texts\":[\"a\"],\"texts\":[\"a\"]} | texts appears more than once.",
        "{\"texts\":[\"a\"],\"normalise\":true}"
            + " | Unknown field \"normalise\". Did you mean normalize?",
        "{\"texts\":[\"a\"],\"zzz\":true} | Unknown field \"zzz\". Known: dimensions,"
            + " encoding_format, instruction, normalize, texts, truncate.",
        "{\"texts\":[\"a\"],\"normalize\":\"true\"} | normalize must be true or false.",
        "{\"texts\":[\"a\"],\"normalize\":1} | normalize must be true or false.",
        "{\"texts\":[\"a\"],\"dimensions\":0} | dimensions must be an integer from 1 on.",
        "{\"texts\":[\"a\"],\"dimensions\":1.0} | dimensions must be an integer from 1 on.",
        "{\"texts\":[\"a\"],\"dimensions\":99999999999} | dimensions may be 2147483647 at most.",
        "{\"texts\":[\"a\"],\"encoding_format\":\"FLOAT\"}"
            + " | encoding_format must be float or base64.",
        "{\"texts\":[\"a\"],\"instruction\":{}} | instruction must be a string.",
        "{\"texts\":[\"12345678901\"]}" + " | texts[0] may have 10 characters at most.",
        "{\"texts\":[\"a\",\"12345678901\"]}" + " | texts[1] may have 10 characters at most.",
        "{\"texts\":[\"a\"],\"instruction\":\"12345678901\"}"
            + " | instruction may have 10 characters at most.",
        "{\"texts\":[\"a\",\"\\ud83d\"]}"
            + " | texts[1] holds half a surrogate pair at UTF-16 index 0.",
        "{\"texts\":[\"a\",\"b\",\"\\ud83d\\ude00\\ude00\"]}"
            + " | texts[2] holds half a surrogate pair at UTF-16 index 2.",
        "{\"texts\":[\"a\"],\"instruction\":\"b\\udc00\"}"
            + " | instruction holds half a surrogate pair at UTF-16 index 1.",
        "{\"texts\":[[[[[[\"a\"]]]]]]} | texts[0] must be a string.",
        "[\"a\"] | The body must be a JSON object.",
        "`` | The body must be a JSON object.",
        "{\"texts\":[\"a\"]}{} | Something follows the JSON object in the body."
      })
  void a_broken_contract_is_named(String body, String message) {
    refused(body(body), ErrorCode.VALIDATION_ERROR, message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"texts\"",
        "{\"texts\":[\"a\"",
        "{\"texts\":[\"a\",]}",
        "{'texts':['a']}",
        "{texts:[\"a\"]}",
        "{\"texts\":[\"a\"],\"dimensions\":NaN}",
        "{\"texts\":[\"a\"],\"dimensions\":012}",
        "{\"texts\":[\"a\n\"]}",
        "{\"texts\":[\"\\x\"]}",
        "{\"texts\":[\"a\"]} x",
        "// {\"texts\":[\"a\"]}",
        "nonsense"
      })
  void what_is_not_json_is_refused_without_repeating_it(String body) {
    assertThatThrownBy(() -> reader.texts(json(body(body))))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageStartingWith("The body is not valid JSON at line ");
  }

  @ParameterizedTest
  @CsvSource({
    "7b2274c3,3",
    "7b22c080223a317d,2",
    "7b22eda080223a317d,2",
    "7b22ff223a317d,2",
    "7b22f8,2",
    "efbbbf7b22ff223a317d,5"
  })
  void what_is_not_utf8_is_refused(String hex, int at) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    refused(
        new ByteArrayInputStream(bytes),
        ErrorCode.VALIDATION_ERROR,
        "The body is not valid UTF-8 at byte " + at + ".");
  }

  @Test
  void a_text_that_is_not_utf8_is_named() {
    byte[] bytes = "{\"texts\":[\"a\",\"bc\u00ff\"]}".getBytes(StandardCharsets.ISO_8859_1);
    refused(
        new ByteArrayInputStream(bytes),
        ErrorCode.VALIDATION_ERROR,
        "The body is not valid UTF-8 at byte 17, in texts[1].");
  }

  @Test
  void a_byte_order_mark_is_skipped() {
    assertThat(reader.texts(json(body("\ufeff{\"texts\":[\"\ufeffa\"]}"))))
        .extracting(request -> request.inputs().get(0).text())
        .isEqualTo("\ufeffa");
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-16LE,false", "UTF-16LE,true", "UTF-16BE,false", "UTF-16BE,true",
    "UTF-32LE,false", "UTF-32LE,true", "UTF-32BE,false", "UTF-32BE,true"
  })
  void other_encodings_of_unicode_are_named(String charset, boolean mark) {
    String text = (mark ? "\ufeff" : "") + "{\"texts\":[\"a\"]}";
    refused(
        new ByteArrayInputStream(text.getBytes(Charset.forName(charset))),
        ErrorCode.VALIDATION_ERROR,
        "The body is in UTF-16 or UTF-32; JSON is sent in UTF-8.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "{}", "\ufeff", "\ufeff{}"})
  void short_bodies_are_read_to_their_end(String text) {
    assertThatThrownBy(() -> reader.texts(json(body(text))))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageNotContaining("UTF");
  }

  /** Whatever falls on the border between two reads of the body. */
  @Test
  void characters_of_several_bytes_come_through_wherever_they_stand() {
    RequestReader roomy =
        new RequestReader(
            new RequestLimits(1 << 20, 400, 50, 2, 3, 1 << 20, 6),
            new FixedSettings(),
            new NamedPrompts());
    for (int shift = 0; shift < 4; shift++) {
      String text = "x".repeat(shift) + "😀é漢".repeat(5_000);
      assertThat(roomy.texts(Requests.json(body("{\"texts\":[\"" + text + "\"]}"), 1 << 20)))
          .extracting(request -> request.inputs().get(0).text())
          .isEqualTo(text);
    }
  }

  @Test
  void a_body_over_its_limit_is_refused_while_it_is_read() {
    refused(
        body("{\"texts\":[\"a\"]" + " ".repeat(400) + "}"),
        ErrorCode.PAYLOAD_TOO_LARGE,
        "The body is larger than the limit of 400 bytes.");
  }

  private static RequestBody json(InputStream in) {
    return Requests.json(in, LIMITS.jsonBytes());
  }

  private void refused(InputStream body, ErrorCode code, String message) {
    assertThatThrownBy(() -> reader.texts(json(body)))
        .isInstanceOfSatisfying(EmbeddingException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessage(message);
  }

  private static EmbeddingInput text(int index, String text, String instruction) {
    return new EmbeddingInput(text, List.of(), instruction, "texts[" + index + "]");
  }
}
