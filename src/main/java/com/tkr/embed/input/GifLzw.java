package com.tkr.embed.input;

/** GIF's variable-length-code LZW (GIF89a specification, appendix F). */
final class GifLzw {
  private static final int MAX_BITS = 12;
  private static final int TABLE = 1 << MAX_BITS;

  private final FileBytes file;
  private final byte[] pixels;
  private final int minBits;
  private final short[] prefix = new short[TABLE];
  private final byte[] suffix = new byte[TABLE];
  private final byte[] stack = new byte[TABLE];
  private int at;
  private int blockEnd;
  private int buffer;
  private int bits;
  private int size;
  private final int clear;
  private int next;
  private int width;
  private int previous;
  private byte first;

  private GifLzw(FileBytes file, int at, int count) throws ImageRefused {
    this.file = file;
    this.minBits = file.u8(at);
    this.at = at + 1;
    this.blockEnd = at + 1;
    this.pixels = new byte[count];
    this.clear = 1 << minBits;
    if (minBits < 1 || minBits >= MAX_BITS) {
      throw file.damaged();
    }
  }

  /** Decodes {@code count} indices from the image data at {@code at}. */
  static byte[] decode(FileBytes file, int at, int count) throws ImageRefused {
    GifLzw lzw = new GifLzw(file, at, count);
    lzw.run();
    return lzw.pixels;
  }

  private void run() throws ImageRefused {
    reset();
    while (size < pixels.length) {
      int code = code(width);
      if (code == clear) {
        reset();
      } else {
        expand(code);
      }
    }
  }

  private void reset() {
    next = clear + 2;
    width = minBits + 1;
    previous = -1;
  }

  private void expand(int code) throws ImageRefused {
    boolean known = code < next;
    if (code == clear + 1 || !known && (code != next || previous < 0)) {
      throw file.damaged();
    }
    int depth = 0;
    if (!known) {
      stack[depth++] = first;
    }
    int walk = known ? code : previous;
    while (walk >= clear) {
      stack[depth++] = suffix[walk];
      walk = prefix[walk];
    }
    first = (byte) walk;
    stack[depth++] = first;
    emit(depth);
    learn();
    previous = code;
  }

  private void emit(int depth) {
    for (int i = depth - 1; i >= 0 && size < pixels.length; i--) {
      pixels[size++] = stack[i];
    }
  }

  /** A full table stays as it is until the next clear code. */
  private void learn() {
    if (previous >= 0 && next < TABLE) {
      prefix[next] = (short) previous;
      suffix[next] = first;
      next++;
      width += next == 1 << width && width < MAX_BITS ? 1 : 0;
    }
  }

  private int code(int width) throws ImageRefused {
    while (bits < width) {
      buffer |= nextByte() << bits;
      bits += 8;
    }
    int code = buffer & (1 << width) - 1;
    buffer >>>= width;
    bits -= width;
    return code;
  }

  private int nextByte() throws ImageRefused {
    if (at == blockEnd) {
      int length = file.u8(at);
      if (length == 0) {
        throw file.damaged();
      }
      at++;
      blockEnd = at + length;
    }
    return file.u8(at++);
  }
}
