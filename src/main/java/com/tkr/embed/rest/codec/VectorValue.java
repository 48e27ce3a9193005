package com.tkr.embed.rest.codec;

import com.tkr.embed.embedding.EncodingFormat;
import com.tkr.embed.embedding.quantization.Quantizer;
import com.tkr.embed.embedding.quantization.VectorType;
import java.util.Arrays;

/** Vectors of every type as values of a {@link JsonDocument}. */
public final class VectorValue {
  private VectorValue() {}

  /** An array of numbers, or base64 of their bytes (float32 in little-endian order). */
  public static Object of(
      float[] vector, VectorType type, Quantizer quantizer, EncodingFormat format) {
    if (type == VectorType.FLOAT) {
      return JsonDocument.vector(vector, format);
    }
    int[] numbers = quantizer.numbers(vector, type);
    return format == EncodingFormat.BASE64 ? bytes(numbers) : Arrays.stream(numbers);
  }

  private static byte[] bytes(int[] numbers) {
    byte[] bytes = new byte[numbers.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) numbers[i];
    }
    return bytes;
  }
}
