package com.tkr.embed.input.resize;

/**
 * JPEG's YCbCr (ITU-T T.871) to R, G, B in 16-bit fixed point, as {@code build_ycc_rgb_table} in
 * libjpeg's jdcolor.c.
 */
public final class YccConverter {
  private static final int BITS = 16;
  private static final int HALF = 1 << (BITS - 1);
  private static final int[] CR_RED = new int[256];
  private static final int[] CB_BLUE = new int[256];
  private static final int[] CR_GREEN = new int[256];
  private static final int[] CB_GREEN = new int[256];

  static {
    for (int i = 0; i < 256; i++) {
      int x = i - 128;
      CR_RED[i] = fixed(1.40200) * x + HALF >> BITS;
      CB_BLUE[i] = fixed(1.77200) * x + HALF >> BITS;
      CR_GREEN[i] = -fixed(0.71414) * x;
      CB_GREEN[i] = -fixed(0.34414) * x + HALF;
    }
  }

  private YccConverter() {}

  /** Samples Y, Cb, Cr to R, G, B. */
  public static RowConverter toRgb() {
    return (samples, rgb, width) -> convert(samples, rgb, 3 * width);
  }

  /** Samples Y, Cb, Cr, K: turns them into C, M, Y, K for {@code cmyk} to convert. */
  public static RowConverter ycck(RowConverter cmyk) {
    return (samples, rgb, width) -> {
      toCmyk(samples, 4 * width);
      cmyk.convert(samples, rgb, width);
    };
  }

  private static void convert(byte[] ycc, byte[] rgb, int length) {
    for (int i = 0; i < length; i += 3) {
      int y = ycc[i] & 0xFF;
      int cb = ycc[i + 1] & 0xFF;
      int cr = ycc[i + 2] & 0xFF;
      rgb[i] = clip(y + CR_RED[cr]);
      rgb[i + 1] = clip(y + (CB_GREEN[cb] + CR_GREEN[cr] >> BITS));
      rgb[i + 2] = clip(y + CB_BLUE[cb]);
    }
  }

  private static void toCmyk(byte[] samples, int length) {
    for (int i = 0; i < length; i += 4) {
      int y = samples[i] & 0xFF;
      int cb = samples[i + 1] & 0xFF;
      int cr = samples[i + 2] & 0xFF;
      samples[i] = clip(255 - (y + CR_RED[cr]));
      samples[i + 1] = clip(255 - (y + (CB_GREEN[cb] + CR_GREEN[cr] >> BITS)));
      samples[i + 2] = clip(255 - (y + CB_BLUE[cb]));
    }
  }

  private static byte clip(int value) {
    return (byte) (value < 0 ? 0 : Math.min(value, 255));
  }

  private static int fixed(double x) {
    return (int) (x * (1 << BITS) + 0.5);
  }
}
