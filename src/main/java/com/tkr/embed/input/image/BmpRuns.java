package com.tkr.embed.input.image;

/**
 * A BMP file's run-length encoded indices, as Microsoft's description has them. What is skipped
 * inside the picture has index 0; a picture whose data end before its last pixel is refused.
 */
final class BmpRuns {
  private static final int END_OF_ROW = 0;
  private static final int END = 1;
  private static final int SKIP = 2;

  private final FileBytes file;
  private final boolean four;
  private final int width;
  private final int height;
  private final byte[] indices;
  private long at;
  private int x;
  private int y;

  BmpRuns(FileBytes file, BmpHeader header) throws ImageRefused {
    this.file = file;
    this.four = header.compression == BmpHeader.RUNS_4;
    this.width = header.width;
    this.height = header.height;
    this.indices = new byte[Math.multiplyExact(width, height)];
    this.at = header.pixels();
  }

  /** An index for each pixel, in the order of the file's rows. */
  byte[] read() throws ImageRefused {
    while (y < height && !(y == height - 1 && x == width)) {
      int count = next();
      int value = next();
      if (count > 0) {
        run(count, value);
      } else {
        escape(value);
      }
    }
    return indices;
  }

  /** What is over the row's end is cut. */
  private void run(int count, int value) {
    for (int i = 0; i < count && x < width; i++) {
      put(four ? nibble(value, i) : value);
    }
  }

  private void escape(int code) throws ImageRefused {
    switch (code) {
      case END_OF_ROW -> {
        x = 0;
        y++;
      }
      case END ->
          throw ImageRefused.unreadable(
              "is a BMP file whose run lengths leave pixels out; send PNG or JPEG");
      case SKIP -> {
        x += next();
        y += next();
        checkRow(0);
      }
      default -> literal(code);
    }
  }

  /** Pixels one by one, in an even number of bytes. */
  private void literal(int count) throws ImageRefused {
    int bytes = four ? (count + 1) / 2 : count;
    file.need(at, bytes);
    checkRow(count);
    for (int i = 0; i < count; i++) {
      int value = file.u8(at + (four ? i / 2 : i));
      put(four ? nibble(value, i) : value);
    }
    at += bytes + (bytes & 1);
  }

  private void checkRow(int count) throws ImageRefused {
    if (x + count > width) {
      throw file.damaged();
    }
  }

  private void put(int index) {
    indices[y * width + x++] = (byte) index;
  }

  private static int nibble(int pair, int i) {
    return i % 2 == 0 ? pair >> 4 : pair & 15;
  }

  private int next() throws ImageRefused {
    return file.u8(at++);
  }
}
