package com.tkr.embed.rest.codec;

import com.tkr.embed.embedding.EncodingFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * What encoding a vector costs against copying one that was kept encoded. Prints microseconds a
 * vector; run it by {@code ./deploy.sh bench measure encoding}.
 */
final class EncodingMeasurement {
  private static final long SECONDS = 2;
  private static final int VECTORS = 100;

  private EncodingMeasurement() {}

  public static void main(String[] arguments) {
    for (int dimensions : new int[] {192, 3584}) {
      for (EncodingFormat format : EncodingFormat.values()) {
        List<float[]> vectors = vectors(dimensions);
        byte[] kept = encoded(vectors, format);
        double encoding = micros(() -> write(new Discard(), vectors, format));
        double copying = micros(() -> new Discard().write(kept, 0, kept.length));
        System.out.printf(
            "%d %s: encoding %.2f us, copying %.2f us, %d bytes kept for %d%n",
            dimensions,
            format.wireName(),
            encoding,
            copying,
            kept.length / VECTORS,
            dimensions * Float.BYTES);
      }
    }
  }

  private static double micros(Runnable work) {
    run(work);
    long start = System.nanoTime();
    long times = run(work);
    return (System.nanoTime() - start) / 1e3 / times / VECTORS;
  }

  private static long run(Runnable work) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    long times = 0;
    for (; System.nanoTime() < end; times++) {
      work.run();
    }
    return times;
  }

  private static byte[] encoded(List<float[]> vectors, EncodingFormat format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, vectors, format);
    return out.toByteArray();
  }

  private static void write(OutputStream out, List<float[]> vectors, EncodingFormat format) {
    try {
      JsonDocument.write(out, Map.of("embeddings", JsonDocument.vectors(vectors, format)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<float[]> vectors(int dimensions) {
    Random random = new Random(1);
    return java.util.stream.Stream.generate(() -> vector(random, dimensions))
        .limit(VECTORS)
        .toList();
  }

  private static float[] vector(Random random, int dimensions) {
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) (random.nextGaussian() / Math.sqrt(dimensions));
    }
    return vector;
  }

  /** Copies as a socket's buffer would. */
  private static final class Discard extends OutputStream {
    private final byte[] buffer = new byte[8192];

    @Override
    public void write(int b) {
      buffer[0] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      for (int done = 0; done < length; done += buffer.length) {
        int part = Math.min(buffer.length, length - done);
        System.arraycopy(bytes, offset + done, buffer, 0, part);
      }
    }
  }
}
