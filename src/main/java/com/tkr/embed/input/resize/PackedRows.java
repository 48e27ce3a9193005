package com.tkr.embed.input.resize;

/** A picture in rows of bytes as its file has them, at equal distances. Nothing is copied. */
public final class PackedRows implements PixelRows {
  private final byte[] data;
  private final Layout layout;
  private final RowConverter converter;
  private final byte[] row;

  /**
   * Where the rows lie.
   *
   * @param width pixels per row
   * @param height number of rows
   * @param offset of the topmost row, in bytes
   * @param stride bytes from a row to the one below it; negative where the file begins at the
   *     bottom. Padding after the last row may be missing
   */
  public record Layout(int width, int height, int offset, int stride) {}

  /**
   * Rows in {@code data}.
   *
   * @param converter from a row's bytes to R, G, B
   */
  public PackedRows(byte[] data, Layout layout, RowConverter converter) {
    this.data = data;
    this.layout = layout;
    this.converter = converter;
    this.row = new byte[Math.abs(layout.stride())];
  }

  @Override
  public int width() {
    return layout.width();
  }

  @Override
  public int height() {
    return layout.height();
  }

  @Override
  public void read(int y, byte[] rgb) {
    int at = layout.offset() + y * layout.stride();
    System.arraycopy(data, at, row, 0, Math.min(row.length, data.length - at));
    converter.convert(row, rgb, width());
  }
}
