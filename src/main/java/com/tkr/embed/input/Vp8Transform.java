package com.tkr.embed.input;

/** VP8's inverse transforms (RFC 6386, section 14). Not thread-safe. */
final class Vp8Transform {
  private final Vp8Plane plane;
  private final int[] in = new int[4];
  private final int[] columns = new int[16];
  private final int[] row = new int[4];

  /** Adds to this plane. */
  Vp8Transform(Vp8Plane plane) {
    this.plane = plane;
  }

  /** The second-order transform: 16 values become the first coefficients of 16 luma blocks. */
  static void secondOrder(short[] in, short[] coefficients) {
    int[] t = new int[16];
    for (int i = 0; i < 4; i++) {
      int a = in[i] + in[12 + i];
      int b = in[4 + i] + in[8 + i];
      int c = in[4 + i] - in[8 + i];
      int d = in[i] - in[12 + i];
      t[i] = a + b;
      t[4 + i] = c + d;
      t[8 + i] = a - b;
      t[12 + i] = d - c;
    }
    for (int i = 0; i < 4; i++) {
      int first = t[4 * i] + 3;
      int a = first + t[4 * i + 3];
      int b = t[4 * i + 1] + t[4 * i + 2];
      int c = t[4 * i + 1] - t[4 * i + 2];
      int d = first - t[4 * i + 3];
      coefficients[64 * i] = (short) (a + b >> 3);
      coefficients[64 * i + 16] = (short) (c + d >> 3);
      coefficients[64 * i + 32] = (short) (a - b >> 3);
      coefficients[64 * i + 48] = (short) (d - c >> 3);
    }
  }

  /** Adds the inverse transform of block {@code block} to the 4 x 4 pixels at {@code at}. */
  void add(short[] coefficients, int block, int at) {
    int first = 16 * block;
    for (int i = 0; i < 4; i++) {
      for (int k = 0; k < 4; k++) {
        in[k] = coefficients[first + 4 * k + i];
      }
      butterfly(columns, 4 * i);
    }
    for (int y = 0; y < 4; y++) {
      for (int k = 0; k < 4; k++) {
        in[k] = columns[4 * k + y];
      }
      in[0] += 4;
      butterfly(row, 0);
      for (int x = 0; x < 4; x++) {
        int pixel = at + y * plane.stride() + x;
        plane.set(pixel, plane.get(pixel) + (row[x] >> 3));
      }
    }
  }

  private void butterfly(int[] out, int at) {
    int a = in[0] + in[2];
    int b = in[0] - in[2];
    int c = times35468(in[1]) - times85627(in[3]);
    int d = times85627(in[1]) + times35468(in[3]);
    out[at] = a + d;
    out[at + 1] = b + c;
    out[at + 2] = b - c;
    out[at + 3] = a - d;
  }

  /** Times sqrt(2) sin(pi / 8), 16 fractional bits. */
  private static int times35468(int value) {
    return value * 35468 >> 16;
  }

  /** Times sqrt(2) cos(pi / 8), 16 fractional bits. */
  private static int times85627(int value) {
    return (value * 20091 >> 16) + value;
  }
}
