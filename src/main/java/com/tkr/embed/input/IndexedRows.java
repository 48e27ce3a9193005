package com.tkr.embed.input;

/**
 * Palette indices, one byte each.
 *
 * @param width pixels per row
 * @param height number of rows
 * @param indices row-major, top row first
 * @param palette their colours
 */
record IndexedRows(int width, int height, byte[] indices, Palette palette) implements PixelRows {
  @Override
  public void read(int y, byte[] rgb) {
    byte[] colors = palette.rgb();
    for (int x = 0; x < width; x++) {
      System.arraycopy(colors, 3 * (indices[y * width + x] & 0xFF), rgb, 3 * x, 3);
    }
  }
}
