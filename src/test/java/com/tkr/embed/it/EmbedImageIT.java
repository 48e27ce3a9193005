package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class EmbedImageIT {
  private static final String PATH = "/embed/image";
  private static final double SAME = 1 - 1e-6;

  private final Http http;

  EmbedImageIT(Http http) {
    this.http = http;
  }

  @Test
  void one_file_is_one_vector_of_unit_length() {
    JsonNode answer = embed(new Form().file("file", Samples.of("red_circle")));
    List<float[]> vectors = Vectors.of(answer);
    assertThat(answer.get("shape")).hasToString("[1," + vectors.get(0).length + "]");
    assertThat(Vectors.norm(vectors.get(0))).isCloseTo(1, within(1e-5));
  }

  @Test
  void several_files_are_several_vectors_in_order() {
    List<float[]> both =
        Vectors.of(
            embed(
                new Form()
                    .file("file", Samples.of("red_circle"))
                    .file("file", Samples.of("yellow_heart"))));
    float[] circle = vector("red_circle");
    assertThat(both).hasSize(2);
    assertThat(Vectors.cosine(both.get(0), circle)).isGreaterThan(SAME);
    assertThat(Vectors.cosine(both.get(1), vector("yellow_heart"))).isGreaterThan(SAME);
    assertThat(Vectors.cosine(both.get(1), circle)).isLessThan(SAME);
  }

  @Test
  void the_picture_of_a_red_circle_is_nearest_to_its_caption() {
    HttpResponse<byte[]> caption = http.postJson("/embed/text", "{\"texts\":[\"a red circle\"]}");
    float[] text = Vectors.of(Http.json(caption)).get(0);
    List<String> others = List.of("blue_circle", "red_square", "yellow_heart", "black_triangle");
    double best = Vectors.dot(text, vector("red_circle"));
    assertThat(others).allMatch(other -> Vectors.dot(text, vector(other)) < best);
  }

  @Test
  void options_are_taken_from_parts_and_from_the_query() {
    Form form =
        new Form().file("file", Samples.of("red_circle")).field("encoding_format", "base64");
    HttpResponse<byte[]> response = http.post(PATH + "?dimensions=8", form);
    JsonNode answer = Http.json(response);
    assertThat(answer.get("embeddings").get(0).isTextual()).isTrue();
    assertThat(Vectors.of(answer).get(0)).hasSize(8);
  }

  @Test
  void a_missing_file_and_an_unknown_part_are_named() {
    assertThat(refused(new Form().field("normalize", "true"), 400, "VALIDATION_ERROR"))
        .isEqualTo("file is required.");
    assertThat(refused(new Form().file("image", new byte[1]), 400, "VALIDATION_ERROR"))
        .startsWith("Unknown part \"image\".");
  }

  @Test
  void too_many_files_are_refused() {
    Form form = new Form();
    for (int i = 0; i < 17; i++) {
      form.file("file", Samples.of("red_circle"));
    }
    assertThat(refused(form, 400, "VALIDATION_ERROR"))
        .isEqualTo("file may stand in the form 16 times at most.");
  }

  @Test
  void a_file_over_20_mib_is_too_large() {
    refused(new Form().file("file", new byte[20 * 1024 * 1024 + 1]), 413, "PAYLOAD_TOO_LARGE");
  }

  @Test
  void what_is_not_an_image_is_unprocessable_whatever_it_is_called() {
    refused(new Form().file("file", "some text".getBytes()), 422, "UNPROCESSABLE_IMAGE");
    refused(new Form().file("file", new byte[0]), 422, "UNPROCESSABLE_IMAGE");
  }

  @Test
  void an_image_of_another_format_is_unsupported() {
    refused(new Form().file("file", "<svg/>".getBytes()), 415, "UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  void a_cut_image_is_unprocessable() {
    byte[] whole = Samples.of("red_circle");
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    refused(new Form().file("file", half), 422, "UNPROCESSABLE_IMAGE");
  }

  @Test
  void a_decompression_bomb_is_refused_by_its_header() {
    refused(new Form().file("file", bomb(30_000)), 422, "UNPROCESSABLE_IMAGE");
  }

  @Test
  void one_bad_file_among_good_ones_refuses_the_request() {
    refused(
        new Form().file("file", Samples.of("red_circle")).file("file", new byte[9]),
        422,
        "UNPROCESSABLE_IMAGE");
  }

  @Test
  void json_is_another_media_type() {
    ErrorBody.of(http.postJson(PATH, "{}"), 415, "UNSUPPORTED_MEDIA_TYPE");
  }

  private float[] vector(String sample) {
    return Vectors.of(embed(new Form().file("file", Samples.of(sample)))).get(0);
  }

  /**
   * Computes it: the cache would repeat under each file's key what was put there, right or wrong.
   */
  private JsonNode embed(Form form) {
    HttpResponse<byte[]> response =
        http.send(http.form(PATH, form).header("Cache-Control", "no-store"));
    assertThat(response.statusCode()).isEqualTo(200);
    return Http.json(response);
  }

  private String refused(Form form, int status, String code) {
    return ErrorBody.of(http.post(PATH, form), status, code);
  }

  /** A well-formed PNG of side by side black pixels: under a MB that would decode to GBs. */
  private static byte[] bomb(int side) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    byte[] header =
        java.nio.ByteBuffer.allocate(13).putInt(side).putInt(side).put((byte) 8).array();
    chunk(png, "IHDR", header);
    chunk(png, "IDAT", deflated((side + 1L) * side));
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  private static byte[] deflated(long zeros) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] block = new byte[1 << 20];
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
      for (long written = 0; written < zeros; written += block.length) {
        deflater.write(block, 0, (int) Math.min(block.length, zeros - written));
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] content) {
    byte[] name = type.getBytes();
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content);
    png.writeBytes(java.nio.ByteBuffer.allocate(4).putInt(content.length).array());
    png.writeBytes(name);
    png.writeBytes(content);
    png.writeBytes(java.nio.ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
