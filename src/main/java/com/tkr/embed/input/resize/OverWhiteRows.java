package com.tkr.embed.input.resize;

/**
 * A picture on white, through an alpha that lies beside its colours.
 *
 * @param colors the picture without it
 * @param alpha a byte a pixel, 0 for transparent, the topmost row first; not copied
 */
public record OverWhiteRows(PixelRows colors, byte[] alpha) implements PixelRows {
  @Override
  public int width() {
    return colors.width();
  }

  @Override
  public int height() {
    return colors.height();
  }

  @Override
  public void read(int y, byte[] rgb) {
    colors.read(y, rgb);
    for (int i = 0; i < 3 * width(); i++) {
      rgb[i] = RowConverter.overWhite(rgb[i], alpha[y * width() + i / 3]);
    }
  }
}
