package com.tkr.embed.rest.embed;

import static com.tkr.embed.rest.embed.Requests.body;
import static com.tkr.embed.rest.embed.Requests.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.embedding.EncodingFormat;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.EncodedImage;
import com.tkr.embed.rest.body.NamedPrompts;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.body.WholeBody;
import com.tkr.embed.rest.codec.ByteBudget;
import com.tkr.embed.rest.codec.RequestLimits;
import com.tkr.embed.rest.embed.Requests.Form;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormRequestTest {
  private static final int FILE_BYTES = 100_000;
  private static final RequestLimits LIMITS =
      new RequestLimits(400, 400_000, FILE_BYTES, 3, 3, 10, 6);

  private final RequestReader reader =
      new RequestReader(LIMITS, new FixedSettings(), new NamedPrompts());

  @Test
  void each_file_is_an_input_and_comes_through_byte_for_byte() {
    byte[] first = bytes(70_000);
    byte[] second = utf8("\r\n--" + Requests.BOUNDARY.substring(1) + "\r\n--xBOUNDARY");
    InputStream body = new Form().file("file", first).file("file", second).body();
    List<EmbeddingInput> inputs = reader.images(form(body), Map.of()).inputs();
    assertThat(inputs).hasSize(2).allMatch(input -> input.text().isEmpty());
    assertThat(onlyImage(inputs.get(0)).bytes()).isEqualTo(first);
    assertThat(onlyImage(inputs.get(1)).bytes()).isEqualTo(second);
  }

  @Test
  void options_come_as_parts_or_as_query_parameters() {
    InputStream body =
        new Form()
            .file("file", bytes(5))
            .field("normalize", "False")
            .field("dimensions", "7")
            .body();
    Map<String, List<String>> query =
        Map.of(
            "encoding_format", List.of("base64"),
            "exif_orientation", List.of("true"),
            "api_key", List.of("not ours"));
    EmbeddingRequest request = reader.images(form(body), query);
    assertThat(request.encodingFormat()).isEqualTo(EncodingFormat.BASE64);
    assertThat(request.normalize()).isFalse();
    assertThat(request.dimensions()).isEqualTo(7);
    assertThat(onlyImage(request.inputs().get(0)).exifOrientation()).isTrue();
  }

  @Test
  void text_and_images_become_one_input_in_any_order() {
    InputStream body =
        new Form()
            .file("image", bytes(3))
            .field("text", "é 漢")
            .field("instruction", "find")
            .file("image", bytes(4))
            .body();
    List<EmbeddingInput> inputs = reader.multimodal(form(body), Map.of()).inputs();
    assertThat(inputs).hasSize(1);
    assertThat(inputs.get(0).text()).isEqualTo("é 漢");
    assertThat(inputs.get(0).instruction()).isEqualTo("find");
    assertThat(inputs.get(0).images())
        .extracting(image -> image.bytes().length)
        .containsExactly(3, 4);
  }

  @Test
  void a_text_alone_an_image_alone_and_an_empty_text_are_enough() {
    assertThat(multimodal(new Form().field("text", "a"))).isEqualTo(text("a"));
    assertThat(multimodal(new Form().field("text", ""))).isEqualTo(text(""));
    assertThat(multimodal(new Form().file("image", bytes(3))).images()).hasSize(1);
  }

  @Test
  void a_browsers_empty_file_field_counts_as_absent() {
    Form form =
        new Form()
            .part(
                "Content-Disposition: form-data; name=\"image\"; filename=\"\"\r\n"
                    + "Content-Type: application/octet-stream",
                new byte[0])
            .field("text", "a");
    assertThat(multimodal(form)).isEqualTo(text("a"));
  }

  @Test
  void what_is_missing_is_named() {
    refused(
        () -> reader.images(form(new Form().field("normalize", "true").body()), Map.of()),
        "file is required.");
  }

  @Test
  void a_form_of_neither_text_nor_image_is_an_input_of_nothing() {
    EmbeddingInput nothing = multimodal(new Form().field("normalize", "true"));
    assertThat(nothing.content().isNothing()).isTrue();
    assertThat(multimodal(new Form().field("text", "")).content().isNothing()).isFalse();
  }

  @Test
  void unknown_and_repeated_parts_are_named() {
    refused(
        () -> reader.images(form(new Form().file("fiel", bytes(1)).body()), Map.of()),
        "Unknown part \"fiel\". Did you mean file?");
    refused(
        () -> reader.images(form(new Form().file("picture", bytes(1)).body()), Map.of()),
        "Unknown part \"picture\". Known: dimensions, encoding_format, exif_orientation, file,"
            + " instruction, normalize, truncate.");
    refused(
        () ->
            reader.multimodal(
                form(new Form().field("text", "a").field("text", "b").body()), Map.of()),
        "text appears more than once.");
    refused(
        () ->
            reader.images(
                form(new Form().field("normalize", "true").body()),
                Map.of("normalize", List.of("true"))),
        "normalize appears more than once.");
  }

  @Test
  void wrong_values_are_named() {
    refused(
        () -> reader.images(form(new Form().field("normalize", "yes").body()), Map.of()),
        "normalize must be true or false.");
    refused(
        () -> reader.images(form(new Form().field("dimensions", "-1").body()), Map.of()),
        "dimensions must be an integer from 1 on.");
    refused(
        () -> reader.images(form(new Form().body()), Map.of("encoding_format", List.of("x"))),
        "encoding_format must be float or base64.");
    refused(
        () -> reader.multimodal(form(new Form().field("text", "12345678901").body()), Map.of()),
        "text may have 10 characters at most.");
    refused(
        () ->
            reader.multimodal(
                form(
                    new Form()
                        .part(
                            "Content-Disposition: form-data; name=\"text\"",
                            new byte[] {(byte) 0xff})
                        .body()),
                Map.of()),
        "text must be valid UTF-8.");
    refused(
        () ->
            reader.multimodal(
                form(
                    new Form()
                        .part(
                            "Content-Disposition: form-data; name=\"text\"\r\n"
                                + "Content-Type: text/plain; charset=ISO-8859-1",
                            utf8("a"))
                        .body()),
                Map.of()),
        "text must be text in UTF-8.");
  }

  @Test
  void too_many_files_and_too_many_parts_are_refused() {
    Form files = new Form();
    for (int i = 0; i < 4; i++) {
      files.file("file", bytes(1));
    }
    refused(
        () -> reader.images(form(files.body()), Map.of()),
        "file may stand in the form 3 times at most.");
    Form empty = new Form();
    for (int i = 0; i < 11; i++) {
      empty.part("Content-Disposition: form-data; name=\"image\"; filename=\"\"", new byte[0]);
    }
    refused(
        () -> reader.multimodal(form(empty.body()), Map.of()), "The body has more than 10 parts.");
  }

  @Test
  void a_file_over_its_limit_and_a_body_over_its_limit_are_too_large() {
    tooLarge(new Form().file("file", bytes(FILE_BYTES + 1)).body());
    Form form = new Form();
    for (int i = 0; i < 5; i++) {
      form.file("file", bytes(FILE_BYTES));
    }
    tooLarge(form.body());
  }

  @Test
  void a_file_at_its_limit_is_taken() {
    InputStream body = new Form().file("file", bytes(FILE_BYTES)).body();
    assertThat(reader.images(form(body), Map.of()).inputs()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "--other\r\n\r\n",
        "--xBOUNDARYx",
        "--xBOUNDARYx\r\n",
        "--xBOUNDARYx--\r\n",
        "--xBOUNDARYx\r\nContent-Disposition: form-data; name=\"file\"",
        "--xBOUNDARYx\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nabc",
        "--xBOUNDARYx\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nabc\r\n--xBOUND",
        "--xBOUNDARYx\r\nContent-Disposition: form-data\r\n\r\nabc\r\n--xBOUNDARYx--",
        "--xBOUNDARYx\r\nContent-Disposition: attachment; name=\"file\"\r\n\r\na\r\n--xBOUNDARYx--",
        "--xBOUNDARYx\r\nno header\r\n\r\nabc\r\n--xBOUNDARYx--",
        "--xBOUNDARYx\r\n\r\nabc\r\n--xBOUNDARYx--",
        "--xBOUNDARYx\r\nContent-Disposition: form-data; name=\"file\"\r\n"
            + "Content-Type: multipart/mixed; boundary=y\r\n\r\n--y--\r\n--xBOUNDARYx--",
        "--xBOUNDARYx\r\nContent-Disposition: form-data; name=\"file\"\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\nabc\r\n--xBOUNDARYx--"
      })
  void what_is_not_a_form_is_refused(String body) {
    assertThatThrownBy(() -> reader.images(form(body(body)), Map.of()))
        .isInstanceOfSatisfying(
            EmbeddingException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_ERROR))
        .hasMessageMatching("(The body|No part|Part [1-9]) .*");
  }

  @Test
  void a_part_header_over_its_limit_is_refused() {
    String header = "Content-Disposition: form-data; name=\"file\"\r\nX: " + "a".repeat(5_000);
    refused(
        () -> reader.images(form(new Form().part(header, bytes(1)).body()), Map.of()),
        "The body is not a valid multipart/form-data message.");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 71})
  void a_boundary_that_is_missing_or_too_long_is_refused(int length) {
    refused(
        () -> reader.images(form(body(""), "x".repeat(length)), Map.of()),
        "The Content-Type has no boundary of 1 to 70 characters.");
  }

  @Test
  void damaged_forms_never_escape_as_anything_but_an_expected_error() {
    Random random = new Random(5);
    byte[] whole =
        readAll(
            new Form()
                .file("image", bytes(300))
                .field("text", "a")
                .field("truncate", "true")
                .body());
    for (int i = 0; i < 5_000; i++) {
      byte[] damaged = whole.clone();
      for (int k = random.nextInt(4); k >= 0; k--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      InputStream body =
          new java.io.ByteArrayInputStream(damaged, 0, random.nextInt(damaged.length) + 1);
      try {
        reader.multimodal(form(body), Map.of());
      } catch (EmbeddingException e) {
        assertThat(e.code().status()).isIn(400, 413);
      }
    }
  }

  private static RequestBody form(InputStream in) {
    return form(in, Requests.BOUNDARY);
  }

  private static RequestBody form(InputStream in, String boundary) {
    int limit = LIMITS.multipartBytes();
    return WholeBody.of(in, Map.of("boundary", boundary), limit, new ByteBudget(limit));
  }

  private EmbeddingInput multimodal(Form form) {
    return reader.multimodal(form(form.body()), Map.of()).inputs().get(0);
  }

  private void tooLarge(InputStream body) {
    assertThatThrownBy(() -> reader.images(form(body), Map.of()))
        .isInstanceOfSatisfying(
            EmbeddingException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE));
  }

  private static void refused(Runnable read, String message) {
    assertThatThrownBy(read::run)
        .isInstanceOfSatisfying(
            EmbeddingException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_ERROR))
        .hasMessage(message);
  }

  private static EncodedImage onlyImage(EmbeddingInput input) {
    assertThat(input.images()).hasSize(1);
    return input.images().get(0);
  }

  private static EmbeddingInput text(String text) {
    return new EmbeddingInput(text, List.of(), null);
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  private static byte[] readAll(InputStream body) {
    try {
      return body.readAllBytes();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
