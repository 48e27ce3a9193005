package com.tkr.embed.input;

import com.tkr.embed.input.image.ImageFormat;
import com.tkr.embed.input.image.ImageRefused;
import com.tkr.embed.input.resize.Alpha;
import com.tkr.embed.input.resize.PixelRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What decoding image files costs: processor ms each until all R, G, B rows were read, the median
 * of several. Run it by {@code ./deploy.sh bench measure decode FILE...}.
 */
final class DecodeMeasurement {
  private static final int TIMES = 15;

  private DecodeMeasurement() {}

  public static void main(String[] files) throws IOException, ImageRefused {
    for (String name : files) {
      byte[] file = Files.readAllBytes(Path.of(name));
      long[] nanos = new long[TIMES];
      for (int i = 0; i < TIMES; i++) {
        nanos[i] = decode(file);
      }
      Arrays.sort(nanos);
      System.out.printf("%s: %d ms%n", name, nanos[TIMES / 2] / 1_000_000);
    }
  }

  private static long decode(byte[] file) throws ImageRefused {
    long start = cpu();
    PixelRows rows = ImageFormat.open(file).decode(Alpha.DROPPED);
    byte[] rgb = new byte[3 * rows.width()];
    for (int y = 0; y < rows.height(); y++) {
      rows.read(y, rgb);
    }
    return cpu() - start;
  }

  private static long cpu() {
    return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
