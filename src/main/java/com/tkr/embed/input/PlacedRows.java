package com.tkr.embed.input;

import java.util.Arrays;

/**
 * A picture on a larger, black canvas.
 *
 * @param picture lies wholly on the canvas
 * @param canvas where
 */
record PlacedRows(PixelRows picture, Canvas canvas) implements PixelRows {
  /**
   * A canvas and where its picture's top left corner lies.
   *
   * @param width pixels per row
   * @param height number of rows
   * @param left pixels before the picture
   * @param top rows above the picture
   */
  record Canvas(int width, int height, int left, int top) {}

  @Override
  public int width() {
    return canvas.width();
  }

  @Override
  public int height() {
    return canvas.height();
  }

  @Override
  public void read(int y, byte[] rgb) {
    Arrays.fill(rgb, 0, 3 * width(), (byte) 0);
    int row = y - canvas.top();
    if (row >= 0 && row < picture.height()) {
      byte[] own = new byte[3 * picture.width()];
      picture.read(row, own);
      System.arraycopy(own, 0, rgb, 3 * canvas.left(), own.length);
    }
  }
}
