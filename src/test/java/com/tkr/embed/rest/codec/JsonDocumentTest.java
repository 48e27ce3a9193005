package com.tkr.embed.rest.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tkr.embed.embedding.EncodingFormat;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDocumentTest {
  private static final int DIMENSION = 3584;

  private final List<float[]> vectors =
      IntStream.range(0, 5).mapToObj(seed -> vector(new Random(seed))).toList();

  @Test
  void numbers_read_back_to_the_same_float32() throws IOException {
    JsonNode json = written(EncodingFormat.FLOAT);
    for (int i = 0; i < vectors.size(); i++) {
      float[] read = new float[DIMENSION];
      for (int j = 0; j < DIMENSION; j++) {
        read[j] = (float) json.get("embeddings").get(i).get(j).doubleValue();
      }
      assertThat(read).isEqualTo(vectors.get(i));
    }
  }

  @Test
  void base64_holds_little_endian_float32() throws IOException {
    JsonNode json = written(EncodingFormat.BASE64);
    for (int i = 0; i < vectors.size(); i++) {
      float[] read = new float[DIMENSION];
      byte[] bytes = json.get("embeddings").get(i).binaryValue();
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(read);
      assertThat(read).isEqualTo(vectors.get(i));
    }
  }

  @Test
  void small_fields_stand_in_order_and_are_escaped() {
    assertThat(text(ordered("rows", List.of(new float[] {1, -0.5f}), "model", "a\"b\n")))
        .isEqualTo("{\"rows\":[[1.0,-0.5]],\"model\":\"a\\\"b\\n\"}");
  }

  @Test
  void a_number_of_any_type_is_one() {
    assertThat(text(List.of(0.4330127f, 2.0, 3, 4L))).isEqualTo("[0.4330127,2.0,3,4]");
  }

  @Test
  void vectors_stand_anywhere() {
    List<float[]> two = List.of(new float[] {1, 2}, new float[] {3});
    assertThat(text(two)).isEqualTo("[[1.0,2.0],[3.0]]");
    assertThat(text(List.of(two, List.of(), List.of(new float[0]))))
        .isEqualTo("[[[1.0,2.0],[3.0]],[],[[]]]");
    assertThat(text(ordered("id", "x", "embeddings", ordered("float", two), "texts", List.of())))
        .isEqualTo("{\"id\":\"x\",\"embeddings\":{\"float\":[[1.0,2.0],[3.0]]},\"texts\":[]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"FLOAT | [1.0,2.0] | [3.0]", "BASE64 | \"AACAPwAAAEA=\" | \"AABAQA==\""})
  void vectors_stand_in_objects_of_their_own(EncodingFormat format, String first, String second) {
    List<float[]> two = List.of(new float[] {1, 2}, new float[] {3});
    Object data =
        IntStream.range(0, 2)
            .mapToObj(
                i -> ordered("index", i, "embedding", JsonDocument.vector(two.get(i), format)));
    assertThat(text(ordered("object", "list", "data", data, "usage", Map.of("total_tokens", 7L))))
        .isEqualTo(
            "{\"object\":\"list\",\"data\":[{\"index\":0,\"embedding\":"
                + first
                + "},{\"index\":1,\"embedding\":"
                + second
                + "}],\"usage\":{\"total_tokens\":7}}");
  }

  /** Nothing of a document is kept but a chunk of it. */
  @Test
  void vectors_are_encoded_while_they_are_written() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Integer> written = new ArrayList<>();
    Object rows =
        IntStream.range(0, 100)
            .mapToObj(
                i -> {
                  written.add(out.size());
                  return new float[DIMENSION];
                });
    JsonDocument.write(out, Map.of("rows", rows));
    assertThat(written.get(99) - written.get(0)).isGreaterThan(99 * DIMENSION * 4 - (1 << 16));
  }

  @Test
  void the_stream_is_neither_flushed_nor_closed() throws IOException {
    JsonDocument.write(
        new FilterOutputStream(new ByteArrayOutputStream()) {
          @Override
          public void flush() {
            throw new AssertionError();
          }

          @Override
          public void close() {
            throw new AssertionError();
          }
        },
        vectors);
  }

  @Test
  void raw_bytes_are_the_rows_one_after_another() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    VectorBytes.write(out, vectors);
    ByteBuffer bytes = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.remaining()).isEqualTo(vectors.size() * DIMENSION * Float.BYTES);
    assertThat(bytes.getFloat(4 * DIMENSION * Float.BYTES)).isEqualTo(vectors.get(4)[0]);
  }

  private JsonNode written(EncodingFormat format) throws IOException {
    return new ObjectMapper()
        .readTree(JsonDocument.bytes(Map.of("embeddings", JsonDocument.vectors(vectors, format))));
  }

  private static String text(Object document) {
    return new String(JsonDocument.bytes(document), StandardCharsets.UTF_8);
  }

  private static Map<String, Object> ordered(Object... fields) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      map.put((String) fields[i], fields[i + 1]);
    }
    return map;
  }

  private static float[] vector(Random random) {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }
}
