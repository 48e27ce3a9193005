package com.tkr.embed.input;

import java.util.Arrays;

/** Reads prefix codes from lossless WebP (RFC 9649, section 3.7.2.1). */
final class Vp8lPrefixCodes {
  /** Symbols of distances. */
  static final int DISTANCES = 40;

  /** Symbols of lengths, after the literals of green. */
  static final int LENGTHS = 24;

  static final int LITERALS = 256;

  private static final int[] ORDER = {
    17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
  };

  private final FileBytes file;
  private final Vp8lBits bits;

  Vp8lPrefixCodes(Vp8lImage.Source source) {
    this.file = source.file();
    this.bits = source.bits();
  }

  /** The five codes of a group: green with lengths and cache, red, blue, alpha, distances. */
  Vp8lPrefixCode[] readGroup(int cacheSize) throws ImageRefused {
    return new Vp8lPrefixCode[] {
      read(LITERALS + LENGTHS + cacheSize),
      read(LITERALS),
      read(LITERALS),
      read(LITERALS),
      read(DISTANCES)
    };
  }

  private Vp8lPrefixCode read(int alphabet) throws ImageRefused {
    int[] lengths = new int[alphabet];
    if (bits.flag()) {
      boolean second = bits.flag();
      one(lengths, bits.read(bits.flag() ? 8 : 1));
      if (second) {
        one(lengths, bits.read(8));
      }
    } else {
      readLengths(lengths);
    }
    if (bits.exhausted()) {
      throw file.damaged();
    }
    return Vp8lPrefixCode.of(lengths).orElseThrow(file::damaged);
  }

  private void one(int[] lengths, int symbol) throws ImageRefused {
    if (symbol >= lengths.length) {
      throw file.damaged();
    }
    lengths[symbol] = 1;
  }

  private void readLengths(int[] lengths) throws ImageRefused {
    int[] own = new int[ORDER.length];
    int count = 4 + bits.read(4);
    for (int i = 0; i < count; i++) {
      own[ORDER[i]] = bits.read(3);
    }
    Vp8lPrefixCode code = Vp8lPrefixCode.of(own).orElseThrow(file::damaged);
    int left = bits.flag() ? 2 + bits.read(2 + 2 * bits.read(3)) : lengths.length;
    if (left > lengths.length) {
      throw file.damaged();
    }
    int previous = 8;
    int at = 0;
    while (at < lengths.length && left-- > 0) {
      int symbol = code.read(bits);
      if (symbol < 16) {
        lengths[at++] = symbol;
        previous = symbol == 0 ? previous : symbol;
      } else {
        int times = times(symbol);
        if (at + times > lengths.length) {
          throw file.damaged();
        }
        Arrays.fill(lengths, at, at + times, symbol == 16 ? previous : 0);
        at += times;
      }
    }
  }

  private int times(int symbol) {
    return switch (symbol) {
      case 16 -> 3 + bits.read(2);
      case 17 -> 3 + bits.read(3);
      default -> 11 + bits.read(7);
    };
  }
}
