package com.tkr.embed.input.resize;

/**
 * Turns a row of 8-bit samples into R, G, B as Pillow's {@code convert("RGB")} does: alpha and
 * extra samples are dropped, not composited.
 */
public interface RowConverter {
  /** Writes {@code width} pixels. */
  void convert(byte[] samples, byte[] rgb, int width);

  /** Samples R, G, B and {@code bands - 3} more. */
  static RowConverter rgb(int bands) {
    return (samples, rgb, width) -> {
      for (int x = 0; x < width; x++) {
        rgb[3 * x] = samples[bands * x];
        rgb[3 * x + 1] = samples[bands * x + 1];
        rgb[3 * x + 2] = samples[bands * x + 2];
      }
    };
  }

  /** A grey sample and {@code bands - 1} more. */
  static RowConverter grey(int bands) {
    return (samples, rgb, width) -> {
      for (int x = 0; x < width; x++) {
        byte grey = samples[bands * x];
        rgb[3 * x] = grey;
        rgb[3 * x + 1] = grey;
        rgb[3 * x + 2] = grey;
      }
    };
  }

  /** A palette index and {@code bands - 1} more samples. */
  static RowConverter palette(Palette palette, int bands) {
    byte[] colors = palette.rgb();
    return (samples, rgb, width) -> {
      for (int x = 0; x < width; x++) {
        System.arraycopy(colors, 3 * (samples[bands * x] & 0xFF), rgb, 3 * x, 3);
      }
    };
  }

  /** Samples at {@code order}, of R, G and B, in pixels of {@code size} bytes. */
  static RowConverter ordered(int size, int... order) {
    return (samples, rgb, width) -> {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          rgb[3 * x + c] = samples[size * x + order[c]];
        }
      }
    };
  }

  /** C, M, Y, K and {@code bands - 4} more samples, 0 is no ink; {@code cmyk2rgb} in Convert.c. */
  static RowConverter cmyk(int bands) {
    return (samples, rgb, width) -> {
      for (int x = 0; x < width; x++) {
        int paper = 255 - (samples[bands * x + 3] & 0xFF);
        for (int c = 0; c < 3; c++) {
          int ink = (samples[bands * x + c] & 0xFF) * paper + 128;
          rgb[3 * x + c] = (byte) (paper - ((ink >> 8) + ink >> 8));
        }
      }
    };
  }

  /** R, G, B multiplied by the fourth sample; {@code unpackRGBa} in Unpack.c. */
  static RowConverter premultiplied(int bands) {
    return (samples, rgb, width) -> {
      for (int x = 0; x < width; x++) {
        int alpha = samples[bands * x + 3] & 0xFF;
        for (int c = 0; c < 3; c++) {
          int value = samples[bands * x + c] & 0xFF;
          rgb[3 * x + c] = (byte) (alpha == 0 ? 0 : Math.min(255, value * 255 / alpha));
        }
      }
    };
  }

  /**
   * The same on white, by the sample {@code at} of each pixel's {@code size}: {@code BLEND} in
   * Pillow's Paste.c.
   */
  default RowConverter overWhite(int size, int at) {
    return (samples, rgb, width) -> {
      convert(samples, rgb, width);
      for (int i = 0; i < 3 * width; i++) {
        rgb[i] = overWhite(rgb[i], samples[i / 3 * size + at]);
      }
    };
  }

  /** A value over white, rounded as Pillow does. */
  static byte overWhite(byte value, byte alpha) {
    int part = alpha & 0xFF;
    int sum = 255 * (255 - part) + (value & 0xFF) * part + 128;
    return (byte) ((sum >> 8) + sum >> 8);
  }

  /** The same of samples of {@code bits} bits, 1, 2 or 4, the first in a byte's highest. */
  default RowConverter ofPacked(int bits) {
    int mask = (1 << bits) - 1;
    return (packed, rgb, width) -> {
      byte[] samples = new byte[width];
      for (int x = 0; x < width; x++) {
        int bit = x * bits;
        samples[x] = (byte) (packed[bit >> 3] >> 8 - bits - (bit & 7) & mask);
      }
      convert(samples, rgb, width);
    };
  }

  /** The same of big-endian samples of 16 bits, cut to their high bytes. */
  default RowConverter ofHighBytes() {
    return (wide, rgb, width) -> {
      byte[] samples = new byte[wide.length / 2];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = wide[2 * i];
      }
      convert(samples, rgb, width);
    };
  }

  /** The same of big-endian samples of 16 bits, 255 where they are greater: Pillow's I;16. */
  default RowConverter ofClipped() {
    return (wide, rgb, width) -> {
      byte[] samples = new byte[wide.length / 2];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = wide[2 * i] == 0 ? wide[2 * i + 1] : (byte) 255;
      }
      convert(samples, rgb, width);
    };
  }

  /** The same of samples of fewer than 8 bits, {@code bits} of each band, widened to 0..255. */
  default RowConverter ofScaled(int... bits) {
    return (samples, rgb, width) -> {
      for (int i = 0; i < samples.length; i++) {
        int max = (1 << bits[i % bits.length]) - 1;
        samples[i] = (byte) (samples[i] * 255 / max);
      }
      convert(samples, rgb, width);
    };
  }

  /** The same after inverting every sample. */
  default RowConverter ofInverted() {
    return (samples, rgb, width) -> {
      invert(samples, samples.length);
      convert(samples, rgb, width);
    };
  }

  /** The same picture in negative. */
  default RowConverter negative() {
    return (samples, rgb, width) -> {
      convert(samples, rgb, width);
      invert(rgb, 3 * width);
    };
  }

  private static void invert(byte[] values, int length) {
    for (int i = 0; i < length; i++) {
      values[i] = (byte) ~values[i];
    }
  }
}
