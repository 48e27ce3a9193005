package com.tkr.embed.input.resize;

/**
 * Pillow 12.3's {@code Image.resize} with BICUBIC, bit for bit: two passes with an 8-bit picture
 * between them, the horizontal one first, a pass left out where the side does not change. As {@code
 * ImagingResampleInner} in {@code src/libImaging/Resample.c}.
 */
public final class BicubicResize {
  private static final int TALL = 100;

  private BicubicResize() {}

  /** The picture at another size, whose rows are computed as they are asked for. */
  public static PixelRows rows(PixelRows source, SmartResize to) {
    return verticalFirst(source, to)
        ? horizontal(vertical(source, to), to)
        : vertical(horizontal(source, to), to);
  }

  /** All of a picture: {@code height * width * 3} bytes, row-major R, G, B. */
  public static byte[] bytes(PixelRows rows) {
    byte[] rgb = new byte[3 * rows.width() * rows.height()];
    byte[] row = new byte[3 * rows.width()];
    for (int y = 0; y < rows.height(); y++) {
      rows.read(y, row);
      System.arraycopy(row, 0, rgb, y * row.length, row.length);
    }
    return rgb;
  }

  /** Pillow shrinks very tall pictures vertically first. */
  private static boolean verticalFirst(PixelRows source, SmartResize to) {
    return source.height() > (long) TALL * source.width() && to.height() < source.height();
  }

  private static PixelRows horizontal(PixelRows source, SmartResize to) {
    return source.width() == to.width() ? source : new HorizontalPass(source, to.width());
  }

  private static PixelRows vertical(PixelRows source, SmartResize to) {
    return source.height() == to.height() ? source : new VerticalPass(source, to.height());
  }
}
