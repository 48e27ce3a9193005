package com.tkr.embed.input;

/** BMP's run lengths, RLE4 and RLE8, as Pillow's {@code BmpRleDecoder} reads them. */
final class BmpRunLength {
  private final FileBytes file;
  private final BmpHeader header;
  private final boolean nibbles;
  private final byte[] pixels;
  private long at;
  private int size;
  private int x;

  BmpRunLength(FileBytes file, BmpHeader header) {
    this.file = file;
    this.header = header;
    this.nibbles = header.compression() == BmpHeader.RLE4;
    this.pixels = new byte[Math.multiplyExact(header.width(), header.height())];
    this.at = header.data();
  }

  /** Indices, top row first. */
  byte[] decode() throws ImageRefused {
    boolean more = true;
    while (more && size < pixels.length) {
      int count = file.u8(at);
      int value = file.u8(at + 1);
      at += 2;
      if (count > 0) {
        run(count, value);
      } else {
        more = escape(value);
      }
    }
    if (size < pixels.length) {
      throw file.damaged();
    }
    return header.topDown() ? pixels : flipped();
  }

  private void run(int length, int value) {
    int count = Math.max(0, Math.min(length, header.width() - x));
    for (int i = 0; i < count; i++) {
      put(nibbles ? nibble(value, i) : value);
    }
    x += count;
  }

  private boolean escape(int code) throws ImageRefused {
    switch (code) {
      case 0 -> {
        skip((header.width() - size % header.width()) % header.width());
        x = 0;
      }
      case 1 -> {
        return false;
      }
      case 2 -> {
        skip(file.u8(at) + file.u8(at + 1) * (long) header.width());
        at += 2;
        x = size % header.width();
      }
      default -> literal(code);
    }
    return true;
  }

  private void literal(int count) throws ImageRefused {
    int bytes = nibbles ? count / 2 : count;
    for (int i = 0; i < bytes; i++) {
      int value = file.u8(at++);
      put(nibbles ? value >> 4 : value);
      if (nibbles) {
        put(value & 15);
      }
    }
    x += count;
    at += at & 1;
  }

  private static int nibble(int value, int i) {
    return i % 2 == 0 ? value >> 4 : value & 15;
  }

  private void skip(long count) {
    size = (int) Math.min(pixels.length, size + count);
  }

  private void put(int value) {
    if (size < pixels.length) {
      pixels[size++] = (byte) value;
    }
  }

  private byte[] flipped() {
    int width = header.width();
    byte[] result = new byte[pixels.length];
    for (int y = 0; y < header.height(); y++) {
      int from = (header.height() - 1 - y) * width;
      System.arraycopy(pixels, from, result, y * width, width);
    }
    return result;
  }
}
