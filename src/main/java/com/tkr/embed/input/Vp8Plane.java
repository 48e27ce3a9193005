package com.tkr.embed.input;

import java.util.Arrays;

/**
 * A plane of samples in whole macroblocks, with the border that prediction sees: 127 above, 129 to
 * the left (RFC 6386, section 12.2).
 */
final class Vp8Plane {
  private static final byte ABOVE = 127;
  private static final byte LEFT = (byte) 129;

  private final byte[] samples;
  private final int stride;

  Vp8Plane(int width, int height) {
    stride = width + 1;
    samples = new byte[stride * (height + 1)];
    Arrays.fill(samples, 0, stride, ABOVE);
    for (int y = 0; y < height; y++) {
      samples[(y + 1) * stride] = LEFT;
    }
  }

  /** The position of a sample; x and y may be -1. */
  int at(int x, int y) {
    return (y + 1) * stride + x + 1;
  }

  int stride() {
    return stride;
  }

  byte[] samples() {
    return samples;
  }

  int get(int at) {
    return samples[at] & 0xFF;
  }

  /** Stores a value clipped to 0..255. */
  void set(int at, int value) {
    samples[at] = (byte) (value < 0 ? 0 : Math.min(value, 255));
  }
}
