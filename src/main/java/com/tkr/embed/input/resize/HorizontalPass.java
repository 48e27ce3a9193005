package com.tkr.embed.input.resize;

/**
 * Resamples rows to another width. Two rows are computed together, each pair of samples in the
 * halves of one {@code long}, so that one multiplication serves both.
 */
final class HorizontalPass implements PixelRows {
  private final PixelRows source;
  private final int width;
  private final ResampleWeights weights;
  private final byte[] upper;
  private final byte[] lower;
  private final long[] pairs;
  private final byte[] next;
  private int nextRow = -1;

  HorizontalPass(PixelRows source, int width) {
    this.source = source;
    this.width = width;
    this.weights = new ResampleWeights(source.width(), width);
    this.upper = new byte[3 * source.width()];
    this.lower = new byte[3 * source.width()];
    this.pairs = new long[3 * source.width()];
    this.next = new byte[3 * width];
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return source.height();
  }

  @Override
  public void read(int y, byte[] rgb) {
    if (y == nextRow) {
      System.arraycopy(next, 0, rgb, 0, next.length);
      return;
    }
    nextRow = y + 1 < height() ? y + 1 : -1;
    source.read(y, lower);
    if (nextRow >= 0) {
      source.read(nextRow, upper);
    }
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = (upper[i] & 0xFFL) << 32 | lower[i] & 0xFF;
    }
    resample(rgb);
  }

  private void resample(byte[] rgb) {
    int[] all = weights.weights();
    for (int x = 0; x < width; x++) {
      int at = 3 * weights.first(x);
      int begin = x * weights.stride();
      int end = begin + weights.count(x);
      long r = 0;
      long g = 0;
      long b = 0;
      for (int k = begin; k < end; k++) {
        long weight = all[k];
        r += pairs[at] * weight;
        g += pairs[at + 1] * weight;
        b += pairs[at + 2] * weight;
        at += 3;
      }
      store(rgb, 3 * x, r);
      store(rgb, 3 * x + 1, g);
      store(rgb, 3 * x + 2, b);
    }
  }

  /** Takes the two sums apart: the lower one is a signed int that the upper one was added to. */
  private void store(byte[] rgb, int at, long sums) {
    int low = (int) sums;
    rgb[at] = (byte) ResampleWeights.sample(low);
    next[at] = (byte) ResampleWeights.sample((int) ((sums - low) >> 32));
  }
}
