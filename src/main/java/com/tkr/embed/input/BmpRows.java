package com.tkr.embed.input;

/** Uncompressed BMP pixels, read where they lie in the file. */
final class BmpRows implements PixelRows {
  private final byte[] file;
  private final BmpHeader header;
  private final Pixel pixel;

  BmpRows(byte[] file, BmpHeader header, Pixel pixel) {
    this.file = file;
    this.header = header;
    this.pixel = pixel;
  }

  /** Writes pixel {@code x} of the row that begins at {@code row}. */
  interface Pixel {
    void write(byte[] file, int row, int x, byte[] rgb);
  }

  /** Bytes per row in the file: rows end on 32 bits. */
  static long stride(BmpHeader header) {
    return ((long) header.width() * header.bits() + 31) / 32 * 4;
  }

  /** 1, 4 or 8 bits, the leftmost pixel in the highest bits. */
  static Pixel indexed(BmpHeader header) {
    int bits = header.bits();
    int mask = (1 << bits) - 1;
    byte[] colors = header.palette().rgb();
    return (file, row, x, rgb) -> {
      int shift = 8 - bits - x * bits % 8;
      int index = file[row + (int) ((long) x * bits / 8)] >> shift & mask;
      System.arraycopy(colors, 3 * index, rgb, 3 * x, 3);
    };
  }

  /** 5 bits each of red and blue around {@code green} bits. */
  static Pixel packed16(int green) {
    int max = (1 << green) - 1;
    return (file, row, x, rgb) -> {
      int at = row + 2 * x;
      int value = (file[at + 1] & 0xFF) << 8 | file[at] & 0xFF;
      rgb[3 * x] = (byte) ((value >> 5 + green & 31) * 255 / 31);
      rgb[3 * x + 1] = (byte) ((value >> 5 & max) * 255 / max);
      rgb[3 * x + 2] = (byte) ((value & 31) * 255 / 31);
    };
  }

  /** Whole bytes; {@code order} says which byte of a pixel is red, green, blue. */
  static Pixel bytes(int step, int[] order) {
    return (file, row, x, rgb) -> {
      int at = row + step * x;
      rgb[3 * x] = file[at + order[0]];
      rgb[3 * x + 1] = file[at + order[1]];
      rgb[3 * x + 2] = file[at + order[2]];
    };
  }

  @Override
  public int width() {
    return header.width();
  }

  @Override
  public int height() {
    return header.height();
  }

  @Override
  public void read(int y, byte[] rgb) {
    int stored = header.topDown() ? y : height() - 1 - y;
    int row = (int) (header.data() + stored * stride(header));
    for (int x = 0; x < header.width(); x++) {
      pixel.write(file, row, x, rgb);
    }
  }
}
