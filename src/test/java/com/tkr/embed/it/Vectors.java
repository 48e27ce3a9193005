package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Reads the vectors of answers and compares them. */
final class Vectors {
  private Vectors() {}

  /** The vectors of a JSON answer, arrays or base64. */
  static List<float[]> of(JsonNode answer) {
    return StreamSupport.stream(answer.get("embeddings").spliterator(), false)
        .map(node -> node.isTextual() ? raw(base64(node)) : numbers(node))
        .toList();
  }

  /** Little-endian float32. */
  static float[] raw(byte[] bytes) {
    float[] vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return vector;
  }

  static double cosine(float[] a, float[] b) {
    double lengths = Math.sqrt(dot(a, a) * dot(b, b));
    assertThat(lengths).isPositive();
    return dot(a, b) / lengths;
  }

  static double norm(float[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** Fails where it is no number: NaN is greater than every bar. */
  static double dot(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b);
    double dot = IntStream.range(0, a.length).mapToDouble(i -> (double) a[i] * b[i]).sum();
    assertThat(dot).isFinite();
    return dot;
  }

  private static float[] numbers(JsonNode node) {
    float[] vector = new float[node.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = node.get(i).floatValue();
    }
    return vector;
  }

  private static byte[] base64(JsonNode node) {
    try {
      return node.binaryValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
