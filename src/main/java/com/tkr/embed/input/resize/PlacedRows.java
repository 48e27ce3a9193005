package com.tkr.embed.input.resize;

/**
 * A picture on a larger canvas of one colour.
 *
 * @param picture lies wholly on the canvas
 * @param canvas where
 * @param color R, G, B around it
 */
public record PlacedRows(PixelRows picture, Canvas canvas, byte[] color) implements PixelRows {
  /**
   * A canvas and where its picture's top left corner lies.
   *
   * @param width pixels per row
   * @param height number of rows
   * @param left pixels before the picture
   * @param top rows above the picture
   */
  public record Canvas(int width, int height, int left, int top) {
    private boolean isFilledBy(PixelRows picture) {
      return width == picture.width() && height == picture.height();
    }
  }

  /** The picture on its canvas. */
  public static PixelRows of(PixelRows picture, Canvas canvas, byte[] color) {
    return canvas.isFilledBy(picture) ? picture : new PlacedRows(picture, canvas, color);
  }

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
    for (int x = 0; x < width(); x++) {
      System.arraycopy(color, 0, rgb, 3 * x, 3);
    }
    int row = y - canvas.top();
    if (row >= 0 && row < picture.height()) {
      byte[] own = new byte[3 * picture.width()];
      picture.read(row, own);
      System.arraycopy(own, 0, rgb, 3 * canvas.left(), own.length);
    }
  }
}
