package com.tkr.embed.input;

import java.util.Optional;

/** A canonical prefix code of lossless WebP (RFC 9649, section 3.7.2). */
final class Vp8lPrefixCode {
  private static final int MAX_LENGTH = 15;
  private static final int FAST = 8;

  private final int[] count = new int[MAX_LENGTH + 1];
  private final short[] symbols;

  /** By the next {@value #FAST} bits: length in the low 4 bits, symbol above; 0 for long codes. */
  private final short[] fast;

  private Vp8lPrefixCode(int[] lengths) {
    int used = 0;
    for (int length : lengths) {
      count[length]++;
      used += length > 0 ? 1 : 0;
    }
    count[0] = 0;
    symbols = new short[used];
    int[] next = new int[MAX_LENGTH + 2];
    for (int length = 1; length <= MAX_LENGTH; length++) {
      next[length + 1] = next[length] + count[length];
    }
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] > 0) {
        symbols[next[lengths[symbol]]++] = (short) symbol;
      }
    }
    fast = used > 1 ? fastTable() : null;
  }

  /** The code with the given lengths by symbol; none when they make no complete code. */
  static Optional<Vp8lPrefixCode> of(int[] lengths) {
    Vp8lPrefixCode code = new Vp8lPrefixCode(lengths);
    return code.symbols.length == 1 || code.isComplete() ? Optional.of(code) : Optional.empty();
  }

  /** The next symbol; a code of one symbol takes no bit. */
  int read(Vp8lBits bits) {
    if (fast == null) {
      return symbols[0];
    }
    int entry = fast[bits.peek(FAST)] & 0xFFFF;
    if (entry != 0) {
      bits.skip(entry & 15);
      return entry >> 4;
    }
    return readLong(bits);
  }

  private int readLong(Vp8lBits bits) {
    int code = 0;
    int first = 0;
    int index = 0;
    for (int length = 1; length <= MAX_LENGTH; length++) {
      code |= bits.read(1);
      if (code - first < count[length]) {
        return symbols[index + code - first];
      }
      index += count[length];
      first = first + count[length] << 1;
      code <<= 1;
    }
    throw new IllegalStateException("a complete code has no such bits");
  }

  private boolean isComplete() {
    int open = 1;
    for (int length = 1; length <= MAX_LENGTH; length++) {
      open = 2 * open - count[length];
      if (open < 0) {
        return false;
      }
    }
    return open == 0;
  }

  private short[] fastTable() {
    short[] table = new short[1 << FAST];
    int code = 0;
    int index = 0;
    for (int length = 1; length <= FAST; length++) {
      for (int i = 0; i < count[length] && code < 1 << length; i++, code++) {
        int reversed = Integer.reverse(code) >>> 32 - length;
        for (int at = reversed; at < table.length; at += 1 << length) {
          table[at] = (short) (symbols[index] << 4 | length);
        }
        index++;
      }
      code <<= 1;
    }
    return table;
  }
}
