package com.tkr.embed.input;

/** An inverse transform of lossless WebP (RFC 9649, section 3.4), applied to ARGB in place. */
interface Vp8lTransform {
  int PREDICTOR = 0;
  int COLOR = 1;
  int SUBTRACT_GREEN = 2;
  int COLOR_INDEXING = 3;

  /**
   * Undoes the transform.
   *
   * @param argb pixels as coded
   * @return pixels as they were before, in the same array unless there are more of them
   */
  int[] invert(int[] argb);

  /** Sums of each channel, modulo 256. */
  static int add(int a, int b) {
    int alphaGreen = (a & 0xFF00FF00) + (b & 0xFF00FF00);
    int redBlue = (a & 0x00FF00FF) + (b & 0x00FF00FF);
    return alphaGreen & 0xFF00FF00 | redBlue & 0x00FF00FF;
  }

  /** Red and blue were coded as their difference to green. */
  static int[] addGreen(int[] argb) {
    for (int i = 0; i < argb.length; i++) {
      int green = argb[i] >> 8 & 0xFF;
      argb[i] = add(argb[i], green << 16 | green);
    }
    return argb;
  }

  /**
   * What steers a transform square by square.
   *
   * @param width of the picture
   * @param bits squares have sides of {@code 1 << bits} pixels
   * @param values one per square
   */
  record Squares(int width, int bits, int[] values) {
    int at(int i) {
      int x = i % width >> bits;
      int y = i / width >> bits;
      return values[y * Vp8lImage.squares(width, bits) + x];
    }
  }

  /** Red and blue were coded as their difference to a multiple of other channels. */
  static Vp8lTransform color(Squares squares) {
    return argb -> {
      for (int i = 0; i < argb.length; i++) {
        int factors = squares.at(i);
        int green = (byte) (argb[i] >> 8);
        int red = (argb[i] >> 16) + ((byte) factors * green >> 5) & 0xFF;
        int blue = argb[i] + ((byte) (factors >> 8) * green >> 5);
        blue = blue + ((byte) (factors >> 16) * (byte) red >> 5) & 0xFF;
        argb[i] = argb[i] & 0xFF00FF00 | red << 16 | blue;
      }
      return argb;
    };
  }

  /** Pixels were coded as indices, several of them in one when colours are few. */
  static Vp8lTransform palette(int[] colors, int width, int height) {
    int shift = packing(colors.length);
    int perPixel = 8 >> shift;
    int packedWidth = Vp8lImage.squares(width, shift);
    return packed -> {
      int[] argb = new int[Math.multiplyExact(width, height)];
      for (int i = 0; i < argb.length; i++) {
        int x = i % width;
        int green = packed[i / width * packedWidth + (x >> shift)] >> 8 & 0xFF;
        int index = green >> (x & (1 << shift) - 1) * perPixel & (1 << perPixel) - 1;
        argb[i] = index < colors.length ? colors[index] : 0;
      }
      return argb;
    };
  }

  /** How many times the width is halved for a palette of {@code colors}. */
  static int packing(int colors) {
    if (colors > 16) {
      return 0;
    } else if (colors > 4) {
      return 1;
    }
    return colors > 2 ? 2 : 3;
  }
}
