package com.tkr.embed.rest.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Vectors as little-endian float32 bytes, row after row, without any frame. */
public final class VectorBytes {
  private VectorBytes() {}

  /** Writes {@code 4 * n * d} bytes. */
  public static void write(OutputStream out, List<float[]> vectors) throws IOException {
    for (float[] vector : vectors) {
      out.write(of(vector));
    }
  }

  /** The {@code 4 * d} bytes of one vector. */
  public static byte[] of(float[] vector) {
    byte[] bytes = new byte[vector.length * Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(vector);
    return bytes;
  }
}
