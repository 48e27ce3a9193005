package com.tkr.embed.input;

/**
 * Decodes an entropy-coded image of lossless WebP, the picture itself or what steers it, to ARGB
 * (RFC 9649, sections 3.5 to 3.7).
 */
final class Vp8lImage {
  private static final int MAX_CACHE_BITS = 11;
  private static final int HASH = 0x1E35A7BD;

  private final Source source;
  private final Vp8lBits bits;
  private final int width;
  private final int height;
  private final int[] argb;
  private int[] cache;
  private int cacheBits;
  private int groupBits;

  /**
   * The group of each square of {@code 1 << groupBits} pixels; {@code null} when one serves all.
   */
  private int[] groupOf;

  private Vp8lPrefixCode[][] groups;

  private Vp8lImage(Source source, int width, int height) {
    this.source = source;
    this.bits = source.bits();
    this.width = width;
    this.height = height;
    this.argb = new int[Math.multiplyExact(width, height)];
  }

  /**
   * Where an image is read from.
   *
   * @param file says what is damaged
   * @param bits stand at the image
   */
  record Source(FileBytes file, Vp8lBits bits) {}

  /** The picture itself. */
  static int[] main(Source source, int width, int height) throws ImageRefused {
    return new Vp8lImage(source, width, height).decode(true);
  }

  /** An image that steers the decoding of another. */
  static int[] steering(Source source, int width, int height) throws ImageRefused {
    return new Vp8lImage(source, width, height).decode(false);
  }

  /** Squares of {@code 1 << bits} pixels that cover a side. */
  static int squares(int side, int bits) {
    return side + (1 << bits) - 1 >> bits;
  }

  private int[] decode(boolean main) throws ImageRefused {
    readCache();
    readGroups(main && bits.flag());
    Vp8lPrefixCode[] group = groups[0];
    for (int i = 0; i < argb.length; ) {
      if (groupOf != null) {
        group = groupAt(i);
      }
      int symbol = group[0].read(bits);
      if (symbol < Vp8lPrefixCodes.LITERALS) {
        argb[i] = literal(group, symbol);
        remember(argb[i++]);
      } else if (symbol < Vp8lPrefixCodes.LITERALS + Vp8lPrefixCodes.LENGTHS) {
        i = copy(i, symbol - Vp8lPrefixCodes.LITERALS, group[4]);
      } else {
        argb[i] = cache[symbol - Vp8lPrefixCodes.LITERALS - Vp8lPrefixCodes.LENGTHS];
        remember(argb[i++]);
      }
      if (bits.exhausted()) {
        throw source.file().damaged();
      }
    }
    return argb;
  }

  private int literal(Vp8lPrefixCode[] group, int green) {
    int red = group[1].read(bits);
    int blue = group[2].read(bits);
    return group[3].read(bits) << 24 | red << 16 | green << 8 | blue;
  }

  /** Repeats pixels seen before; returns the position after them. */
  private int copy(int at, int lengthSymbol, Vp8lPrefixCode distances) throws ImageRefused {
    int length = number(lengthSymbol);
    int distance = distance(number(distances.read(bits)));
    if (distance > at || length > argb.length - at) {
      throw source.file().damaged();
    }
    for (int i = at; i < at + length; i++) {
      argb[i] = argb[i - distance];
      remember(argb[i]);
    }
    return at + length;
  }

  /** A length or distance: small ones are their symbol, larger ones have extra bits. */
  private int number(int symbol) {
    if (symbol < 4) {
      return symbol + 1;
    }
    int extra = symbol - 2 >> 1;
    return (2 + (symbol & 1) << extra) + bits.read(extra) + 1;
  }

  private int distance(int code) {
    int[] near = WebpTables.NEAR_PIXELS;
    if (code > near.length) {
      return code - near.length;
    }
    int place = near[code - 1];
    return Math.max(1, (place >> 4) * width + 8 - (place & 15));
  }

  private void remember(int pixel) {
    if (cacheBits > 0) {
      cache[HASH * pixel >>> 32 - cacheBits] = pixel;
    }
  }

  private Vp8lPrefixCode[] groupAt(int i) {
    int x = i % width >> groupBits;
    int y = i / width >> groupBits;
    return groups[groupOf[y * squares(width, groupBits) + x]];
  }

  private void readCache() throws ImageRefused {
    cacheBits = bits.flag() ? bits.read(4) : 0;
    if (cacheBits > MAX_CACHE_BITS) {
      throw source.file().damaged();
    }
    cache = new int[cacheBits == 0 ? 0 : 1 << cacheBits];
  }

  private void readGroups(boolean several) throws ImageRefused {
    int count = 1;
    if (several) {
      groupBits = 2 + bits.read(3);
      groupOf = steering(source, squares(width, groupBits), squares(height, groupBits));
      for (int i = 0; i < groupOf.length; i++) {
        groupOf[i] = groupOf[i] >> 8 & 0xFFFF;
        count = Math.max(count, groupOf[i] + 1);
      }
    }
    Vp8lPrefixCodes codes = new Vp8lPrefixCodes(source);
    groups = new Vp8lPrefixCode[count][];
    for (int i = 0; i < count; i++) {
      groups[i] = codes.readGroup(cache.length);
    }
  }
}
