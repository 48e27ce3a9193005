package com.tkr.embed.input.image;

/**
 * Puts a PNG file's rows in their places. A stream that ends after a row leaves the rest zero, as
 * in Pillow; one that ends inside a row is damaged.
 */
final class PngPixels {
  private final PngHeader header;
  private final int stride;
  private final byte[] packed;

  /** An empty picture. */
  PngPixels(PngHeader header) {
    this.header = header;
    this.stride = bytes(header.width);
    this.packed = new byte[Math.multiplyExact(stride, header.height)];
  }

  /** Bytes of a row. */
  int stride() {
    return stride;
  }

  /** All rows, samples packed as in the file. */
  byte[] read(PngData data) throws ImageRefused {
    for (PngPass pass : header.interlaced ? PngPass.ADAM7 : PngPass.ONE) {
      if (pass.columns(header.width) > 0 && !data.isFinished()) {
        read(data, pass);
      }
    }
    return packed;
  }

  private void read(PngData data, PngPass pass) throws ImageRefused {
    int step = Math.max(1, header.bits() / 8);
    byte[] row = new byte[1 + bytes(pass.columns(header.width))];
    byte[] above = new byte[row.length];
    for (int y = pass.top(); y < header.height && !data.isFinished(); y += pass.down()) {
      data.read(row);
      if (!PngFilter.undo(row, above, step)) {
        throw ImageRefused.damaged("PNG");
      }
      place(row, y, pass);
      byte[] next = above;
      above = row;
      row = next;
    }
  }

  private void place(byte[] row, int y, PngPass pass) {
    if (pass.right() == 1) {
      System.arraycopy(row, 1, packed, y * stride, row.length - 1);
      return;
    }
    int columns = pass.columns(header.width);
    for (int i = 0; i < columns; i++) {
      copyPixel(row, i, y * stride, pass.left() + i * pass.right());
    }
  }

  private void copyPixel(byte[] row, int from, int start, int to) {
    int bits = header.bits();
    if (bits >= 8) {
      System.arraycopy(row, 1 + from * bits / 8, packed, start + to * bits / 8, bits / 8);
      return;
    }
    int value = row[1 + from * bits / 8] >> 8 - bits - from * bits % 8 & (1 << bits) - 1;
    packed[start + to * bits / 8] |= (byte) (value << 8 - bits - to * bits % 8);
  }

  private int bytes(int width) {
    return Math.toIntExact(((long) width * header.bits() + 7) / 8);
  }
}
