package com.tkr.embed.input.image;

/**
 * The bits of a GIF frame's data blocks. A block counts only when all of it is there; an empty one,
 * which should end the data, is skipped, as Pillow skips it.
 */
final class GifCodes {
  private final FileBytes file;
  private int at;
  private int left;
  private int bits;
  private int count;

  /** The data whose first block begins at {@code at}. */
  GifCodes(FileBytes file, int at) {
    this.file = file;
    this.at = at;
  }

  /** The next code of {@code size} bits, the first bit being the lowest. */
  int next(int size) throws ImageRefused {
    while (count < size) {
      bits |= nextByte() << count;
      count += 8;
    }
    int code = bits & (1 << size) - 1;
    bits >>>= size;
    count -= size;
    return code;
  }

  private int nextByte() throws ImageRefused {
    while (left == 0) {
      left = file.u8(at++);
      file.need(at, left);
    }
    left--;
    return file.u8(at++);
  }
}
