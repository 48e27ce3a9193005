package com.tkr.embed.input;

/**
 * A BMP file's headers, from OS/2's 12 bytes to version 5's 124.
 *
 * @param width pixels per row
 * @param height number of rows
 * @param topDown whether the first row stored is the top one
 * @param bits per pixel
 * @param compression 0 none, 1 RLE8, 2 RLE4, 3 bit fields
 * @param masks of red, green and blue; empty unless bit fields
 * @param palette of 1, 4 and 8 bits
 * @param data where the pixels begin
 */
record BmpHeader(
    int width,
    int height,
    boolean topDown,
    int bits,
    int compression,
    int[] masks,
    Palette palette,
    long data) {
  static final int RLE8 = 1;
  static final int RLE4 = 2;
  static final int BIT_FIELDS = 3;

  private static final int FILE_HEADER = 14;
  private static final int CORE = 12;
  private static final int INFO = 40;

  static BmpHeader read(FileBytes file) throws ImageRefused {
    long size = file.u32(FILE_HEADER);
    boolean core = size == CORE;
    if (!core && (size < INFO || size > 124)) {
      throw file.damaged();
    }
    file.need(FILE_HEADER, size);
    int height = core ? file.u16(20) : file.i32(22);
    return new BmpHeader(
        core ? file.u16(18) : file.i32(18),
        Math.abs(height),
        height < 0,
        file.u16(core ? 24 : 28),
        core ? 0 : file.i32(30),
        core || file.i32(30) != BIT_FIELDS ? new int[0] : masks(file),
        palette(file, size),
        data(file, size));
  }

  private static int[] masks(FileBytes file) throws ImageRefused {
    return new int[] {file.i32(54), file.i32(58), file.i32(62)};
  }

  private static Palette palette(FileBytes file, long size) throws ImageRefused {
    int bits = file.u16(size == CORE ? 24 : 28);
    long at = FILE_HEADER + size;
    long length = Math.min(paletteBytes(file, size), file.size() - at);
    byte[] entries = bits > 8 ? new byte[0] : file.copy(at, length);
    int step = size == CORE ? 3 : 4;
    return Palette.bgr(entries, step).dropGrey(entries.length / step);
  }

  private static long paletteBytes(FileBytes file, long size) throws ImageRefused {
    boolean core = size == CORE;
    long colors = core ? 0 : file.u32(46);
    int bits = file.u16(core ? 24 : 28);
    return (core ? 3 : 4) * (colors == 0 ? 1L << bits : colors);
  }

  /** Some writers leave out the palette when they say where the pixels are. */
  private static long data(FileBytes file, long size) throws ImageRefused {
    long offset = file.u32(10);
    boolean indexed = file.u16(size == CORE ? 24 : 28) <= 8;
    boolean forgotten = offset == FILE_HEADER + size && indexed;
    return forgotten ? offset + paletteBytes(file, size) : offset;
  }
}
