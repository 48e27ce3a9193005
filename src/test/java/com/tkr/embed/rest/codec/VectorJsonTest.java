package com.tkr.embed.rest.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VectorJsonTest {
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
  void small_fields_follow_in_order_and_are_escaped() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    VectorJson.Rows rows =
        new VectorJson.Rows("rows", List.of(new float[] {1, -0.5f}), EncodingFormat.FLOAT);
    VectorJson.write(out, rows, Map.of("model", "a\"b\n"));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("{\"rows\":[[1.0,-0.5]],\"model\":\"a\\\"b\\n\"}");
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
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    VectorJson.write(out, new VectorJson.Rows("embeddings", vectors, format), Map.of("model", "m"));
    return new ObjectMapper().readTree(out.toByteArray());
  }

  private static float[] vector(Random random) {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }
}
