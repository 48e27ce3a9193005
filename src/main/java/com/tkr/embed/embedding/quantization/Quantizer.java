package com.tkr.embed.embedding.quantization;

/**
 * Rounds vectors. Bytes are symmetric about 0, with one scale for all dimensions, so that products
 * and cosines of rounded vectors are those of the vectors, about; what lies beyond is cut to the
 * last byte. Bits are signs, packed as numpy's {@code packbits} does (sentence-transformers {@code
 * quantize_embeddings}, Cohere's {@code binary} and {@code ubinary}).
 *
 * @param scale the value that 127 stands for
 */
public record Quantizer(float scale) {
  /** The largest byte. */
  static final int LAST = 127;

  private static final int OFFSET = 128;

  /**
   * The numbers of a vector in a type other than float: from -128 to 127, or 0 to 255 where it is
   * unsigned.
   */
  public int[] numbers(float[] vector, VectorType type) {
    return switch (type) {
      case INT8 -> bytes(vector, 0);
      case UINT8 -> bytes(vector, OFFSET);
      case BINARY -> bits(vector, OFFSET);
      case UBINARY -> bits(vector, 0);
      case FLOAT -> throw new IllegalArgumentException("float is not rounded");
    };
  }

  private int[] bytes(float[] vector, int offset) {
    int[] numbers = new int[vector.length];
    for (int i = 0; i < numbers.length; i++) {
      int rounded = Math.round(vector[i] * LAST / scale);
      numbers[i] = Math.max(-LAST, Math.min(LAST, rounded)) + offset;
    }
    return numbers;
  }

  /** The last byte is filled up with zeros. */
  private static int[] bits(float[] vector, int offset) {
    int[] numbers = new int[(vector.length + Byte.SIZE - 1) / Byte.SIZE];
    for (int i = 0; i < vector.length; i++) {
      int bit = vector[i] > 0 ? 1 : 0;
      numbers[i / Byte.SIZE] |= bit << Byte.SIZE - 1 - i % Byte.SIZE;
    }
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] -= offset;
    }
    return numbers;
  }
}
