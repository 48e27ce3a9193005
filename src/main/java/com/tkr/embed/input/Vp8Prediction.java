package com.tkr.embed.input;

/** VP8's intra prediction (RFC 6386, section 12). */
final class Vp8Prediction {
  private static final int X = 5;

  /**
   * The directional sub-block modes, 16 pixels each, as places on the edge: L L K J I X A B ... H H
   * (bottom left to top right, see {@link #edge}). A place p >= 0 is the average of p - 1, p, p, p
   * + 1; a place -p - 1 the average of p and p + 1.
   */
  private static final int[][] DIRECTIONAL = {
    {},
    {},
    {6, 7, 8, 9, 6, 7, 8, 9, 6, 7, 8, 9, 6, 7, 8, 9},
    {4, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1},
    {5, 6, 7, 8, 4, 5, 6, 7, 3, 4, 5, 6, 2, 3, 4, 5},
    {-6, -7, -8, -9, 5, 6, 7, 8, 4, -6, -7, -8, 3, 5, 6, 7},
    {7, 8, 9, 10, 8, 9, 10, 11, 9, 10, 11, 12, 10, 11, 12, 13},
    {-7, -8, -9, -10, 7, 8, 9, 10, -8, -9, -10, 11, 8, 9, 10, 12},
    {-5, 5, 6, 7, -4, 4, -5, 5, -3, 3, -4, 4, -2, 2, -3, 3},
    {-4, 3, -3, 2, -3, 2, -2, 1, -2, 1, -1, -1, -1, -1, -1, -1}
  };

  private final Vp8Plane plane;
  private final int size;
  private final int[] edge = new int[15];

  /** Predicts blocks of {@code size} x {@code size} samples of a plane. */
  Vp8Prediction(Vp8Plane plane, int size) {
    this.plane = plane;
    this.size = size;
  }

  /** Predicts a whole block at block position {@code column}, {@code row}. */
  void whole(int mode, int column, int row) {
    int at = plane.at(column * size, row * size);
    switch (mode) {
      case Vp8Macroblock.DC -> fill(at, mean(at, column > 0, row > 0));
      case Vp8Macroblock.TRUE_MOTION -> trueMotion(at, size);
      default -> copyEdge(at, mode == Vp8Macroblock.VERTICAL);
    }
  }

  /**
   * Predicts the 4 x 4 samples at {@code at}.
   *
   * @param aboveRight the four samples right of those above
   */
  void subBlock(int mode, int at, int[] aboveRight) {
    if (mode == Vp8Macroblock.TRUE_MOTION) {
      trueMotion(at, 4);
      return;
    }
    edge(at, aboveRight);
    for (int i = 0; i < 16; i++) {
      int value = mode == Vp8Macroblock.DC ? subBlockMean() : onEdge(DIRECTIONAL[mode][i]);
      plane.set(at + i / 4 * plane.stride() + i % 4, value);
    }
  }

  private void edge(int at, int[] aboveRight) {
    int stride = plane.stride();
    for (int i = 0; i < 4; i++) {
      edge[X - 1 - i] = plane.get(at + i * stride - 1);
      edge[X + 1 + i] = plane.get(at - stride + i);
      edge[X + 5 + i] = aboveRight[i];
    }
    edge[X] = plane.get(at - stride - 1);
    edge[0] = edge[1];
    edge[14] = edge[13];
  }

  private int onEdge(int place) {
    if (place < 0) {
      return edge[-place - 1] + edge[-place] + 1 >> 1;
    }
    return edge[place - 1] + 2 * edge[place] + edge[place + 1] + 2 >> 2;
  }

  private int subBlockMean() {
    int sum = 4;
    for (int i = 1; i <= 4; i++) {
      sum += edge[X - i] + edge[X + i];
    }
    return sum >> 3;
  }

  private int mean(int at, boolean hasLeft, boolean hasAbove) {
    int sum = 0;
    int count = 0;
    for (int i = 0; i < size; i++) {
      sum += hasAbove ? plane.get(at - plane.stride() + i) : 0;
      sum += hasLeft ? plane.get(at + i * plane.stride() - 1) : 0;
    }
    count += (hasAbove ? size : 0) + (hasLeft ? size : 0);
    return count == 0 ? 128 : (sum + count / 2) / count;
  }

  private void fill(int at, int value) {
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        plane.set(at + y * plane.stride() + x, value);
      }
    }
  }

  private void copyEdge(int at, boolean above) {
    int stride = plane.stride();
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int from = above ? at - stride + x : at + y * stride - 1;
        plane.set(at + y * stride + x, plane.get(from));
      }
    }
  }

  private void trueMotion(int at, int side) {
    int stride = plane.stride();
    int corner = plane.get(at - stride - 1);
    for (int y = 0; y < side; y++) {
      int left = plane.get(at + y * stride - 1) - corner;
      for (int x = 0; x < side; x++) {
        plane.set(at + y * stride + x, left + plane.get(at - stride + x));
      }
    }
  }
}
