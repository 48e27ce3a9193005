package com.tkr.embed.input.resize;

/**
 * A picture read row by row, so that no step needs all of it at once. Rows are asked for from top
 * to bottom; rows may be left out.
 */
public interface PixelRows {
  /** Pixels per row. */
  int width();

  /** Number of rows. */
  int height();

  /** Writes row {@code y} into the first {@code 3 * width} bytes of {@code rgb}: R, G, B, R, ... */
  void read(int y, byte[] rgb);
}
