package com.tkr.embed.input.image;

/** The string table of GIF's compression (GIF89a, appendix F), by Pillow's GifDecode.c. */
final class GifStrings {
  private static final int MAX_BITS = 12;
  private static final int SIZE = 1 << MAX_BITS;

  private final GifCodes codes;
  private final int bits;
  private final int clear;
  private final short[] prefix = new short[SIZE];
  private final byte[] last = new byte[SIZE];

  /** The string read last lies at this array's end. */
  private final byte[] string = new byte[SIZE + 1];

  private int size;
  private int next;
  private int before = -1;
  private int first;

  /** Codes whose colours have {@code bits} bits. */
  GifStrings(GifCodes codes, int bits) throws ImageRefused {
    if (bits > MAX_BITS) {
      throw damaged();
    }
    this.codes = codes;
    this.bits = bits;
    this.clear = 1 << bits;
    clear();
  }

  /** The array at whose end strings are. */
  byte[] string() {
    return string;
  }

  /** Where the next string begins. Damaged when there is none. */
  int read() throws ImageRefused {
    int code = codes.next(size);
    while (code == clear) {
      clear();
      code = codes.next(size);
    }
    boolean tooHigh = before < 0 ? code > clear : code > next;
    if (code == clear + 1 || tooHigh) {
      throw damaged();
    }
    return before < 0 ? single(code) : expand(code);
  }

  private void clear() {
    size = bits + 1;
    next = clear + 2;
    before = -1;
  }

  private int single(int code) {
    before = code;
    first = code;
    string[SIZE] = (byte) code;
    return SIZE;
  }

  private int expand(int code) throws ImageRefused {
    int at = string.length;
    int rest = code;
    if (code == next) {
      string[--at] = (byte) first;
      rest = before;
    }
    while (rest >= clear) {
      if (at <= 1 || rest >= SIZE) {
        throw damaged();
      }
      string[--at] = last[rest];
      rest = prefix[rest];
    }
    first = rest;
    string[--at] = (byte) rest;
    add();
    before = code;
    return at;
  }

  private void add() {
    if (next == SIZE) {
      return;
    }
    last[next] = (byte) first;
    prefix[next] = (short) before;
    if (next == (1 << size) - 1 && size < MAX_BITS) {
      size++;
    }
    next++;
  }

  private static ImageRefused damaged() {
    return ImageRefused.damaged("GIF");
  }
}
