package com.tkr.embed.input.image;

/** A GIF frame's indices, filled string by string, in the order of its rows in the file. */
final class GifPixels {
  /** First row and distance of the rows of an interlaced frame's four passes. */
  private static final int[][] INTERLACED = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};

  private static final int[][] PLAIN = {{0, 1}};

  private final int width;
  private final int height;
  private final int[][] passes;
  private final byte[] indices;
  private int pass;
  private int y;
  private int x;

  GifPixels(int width, int height, boolean interlaced) {
    this.width = width;
    this.height = height;
    this.passes = interlaced ? INTERLACED : PLAIN;
    this.indices = new byte[Math.multiplyExact(width, height)];
  }

  /** Reads until every pixel has its index; what follows is not looked at. */
  byte[] fill(GifStrings strings) throws ImageRefused {
    while (pass < passes.length) {
      append(strings.string(), strings.read());
    }
    return indices;
  }

  private void append(byte[] string, int from) {
    for (int at = from; at < string.length && pass < passes.length; ) {
      int length = Math.min(string.length - at, width - x);
      System.arraycopy(string, at, indices, y * width + x, length);
      at += length;
      x += length;
      if (x == width) {
        nextRow();
      }
    }
  }

  private void nextRow() {
    x = 0;
    y += passes[pass][1];
    while (y >= height && ++pass < passes.length) {
      y = passes[pass][0];
    }
  }
}
