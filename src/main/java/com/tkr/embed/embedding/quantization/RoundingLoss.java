package com.tkr.embed.embedding.quantization;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What rounding a sample of vectors loses, compared with each other as databases do: bytes by their
 * cosine, as they are, bits by how many are the same.
 *
 * @param vectors of unit length
 * @param quantizer that rounds them
 */
public record RoundingLoss(List<float[]> vectors, Quantizer quantizer) {
  private static final int NEAREST = 10;
  private static final int MOST_QUERIES = 200;

  /**
   * The loss of one type.
   *
   * @param recall of a vector's ten nearest, how many are still among the ten nearest
   * @param cosine mean difference of two vectors' cosine; of bits, of 1 less twice the share that
   *     differs
   */
  public record Loss(double recall, double cosine) {}

  /** The loss of a type. */
  public Loss of(VectorType type) {
    List<float[]> rounded =
        vectors.stream().map(vector -> floats(quantizer.numbers(vector, type), type)).toList();
    int queries = Math.min(MOST_QUERIES, vectors.size());
    double found = 0;
    double difference = 0;
    for (int query = 0; query < queries; query++) {
      int from = query;
      IntToDoubleFunction exact = to -> cosine(vectors.get(from), vectors.get(to));
      IntToDoubleFunction after = to -> cosine(rounded.get(from), rounded.get(to));
      Set<Integer> nearest = nearest(query, exact);
      Set<Integer> still = nearest(query, after);
      found += (double) nearest.stream().filter(still::contains).count() / nearest.size();
      difference +=
          IntStream.range(0, vectors.size())
              .mapToDouble(to -> Math.abs(exact.applyAsDouble(to) - after.applyAsDouble(to)))
              .average()
              .orElseThrow();
    }
    return new Loss(found / queries, difference / queries);
  }

  private Set<Integer> nearest(int query, IntToDoubleFunction similarity) {
    return IntStream.range(0, vectors.size())
        .filter(other -> other != query)
        .boxed()
        .sorted(Comparator.comparingDouble(other -> -similarity.applyAsDouble(other)))
        .limit(NEAREST)
        .collect(Collectors.toSet());
  }

  /** Bytes as they are; of bits 1 and -1, whose cosine counts what differs. */
  private float[] floats(int[] numbers, VectorType type) {
    boolean bits = type == VectorType.BINARY || type == VectorType.UBINARY;
    float[] floats = new float[bits ? vectors.get(0).length : numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = bits ? bit(numbers[i / Byte.SIZE], i % Byte.SIZE, type) : numbers[i];
    }
    return floats;
  }

  private static int bit(int number, int index, VectorType type) {
    int unsigned = type == VectorType.BINARY ? number + 128 : number;
    return (unsigned >> Byte.SIZE - 1 - index & 1) == 1 ? 1 : -1;
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      squaresA += (double) a[i] * a[i];
      squaresB += (double) b[i] * b[i];
    }
    return squaresA == 0 || squaresB == 0 ? 0 : dot / Math.sqrt(squaresA * squaresB);
  }
}
