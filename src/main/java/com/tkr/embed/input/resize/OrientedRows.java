package com.tkr.embed.input.resize;

/**
 * A picture turned and mirrored as its EXIF orientation says, like {@code ImageOps.exif_transpose}
 * in Pillow. Holds the whole picture: 3 bytes per pixel.
 */
public final class OrientedRows implements PixelRows {
  /** Orientations from here on swap width and height. */
  private static final int TURNED = 5;

  private final int orientation;
  private final int sourceWidth;
  private final int sourceHeight;
  private final byte[] pixels;

  private OrientedRows(PixelRows source, int orientation) {
    this.orientation = orientation;
    this.sourceWidth = source.width();
    this.sourceHeight = source.height();
    this.pixels = new byte[Math.multiplyExact(3 * sourceWidth, sourceHeight)];
    byte[] row = new byte[3 * sourceWidth];
    for (int y = 0; y < sourceHeight; y++) {
      source.read(y, row);
      System.arraycopy(row, 0, pixels, y * row.length, row.length);
    }
  }

  /** The picture as EXIF orientation {@code orientation}, 1 to 8, wants it seen. */
  public static PixelRows of(PixelRows source, int orientation) {
    return orientation == 1 ? source : new OrientedRows(source, orientation);
  }

  /** Whether width and height change places. */
  public static boolean turns(int orientation) {
    return orientation >= TURNED;
  }

  @Override
  public int width() {
    return turns(orientation) ? sourceHeight : sourceWidth;
  }

  @Override
  public int height() {
    return turns(orientation) ? sourceWidth : sourceHeight;
  }

  @Override
  public void read(int y, byte[] rgb) {
    int right = sourceWidth - 1;
    int bottom = sourceHeight - 1;
    switch (orientation) {
      case 2 -> copy(rgb, at(right, y), -1);
      case 3 -> copy(rgb, at(right, bottom - y), -1);
      case 4 -> copy(rgb, at(0, bottom - y), 1);
      case 5 -> copy(rgb, at(y, 0), sourceWidth);
      case 6 -> copy(rgb, at(y, bottom), -sourceWidth);
      case 7 -> copy(rgb, at(right - y, bottom), -sourceWidth);
      case 8 -> copy(rgb, at(right - y, 0), sourceWidth);
      default -> copy(rgb, at(0, y), 1);
    }
  }

  private int at(int x, int y) {
    return y * sourceWidth + x;
  }

  /** Copies pixels from {@code first} on, each {@code step} pixels after the one before. */
  private void copy(byte[] rgb, int first, int step) {
    int from = 3 * first;
    for (int to = 0; to < 3 * width(); to += 3) {
      rgb[to] = pixels[from];
      rgb[to + 1] = pixels[from + 1];
      rgb[to + 2] = pixels[from + 2];
      from += 3 * step;
    }
  }
}
