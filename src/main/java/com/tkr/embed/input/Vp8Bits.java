package com.tkr.embed.input;

/** VP8's arithmetic decoder of single bits (RFC 6386, section 7). */
final class Vp8Bits {
  private static final int HALF = 128;

  private final byte[] data;
  private final int end;
  private int at;

  /** Holds {@code 8 + spare} bits that were read and not yet decoded. */
  private long value;

  private int spare = -8;
  private int range = 255;
  private boolean exhausted;

  /** Decodes bytes {@code from} to {@code to}, exclusive. */
  Vp8Bits(byte[] data, int from, int to) {
    this.data = data;
    this.at = from;
    this.end = to;
  }

  /** The next bit; it is 0 with a probability of {@code probability / 256}. */
  int bit(int probability) {
    if (spare < 0) {
      fill();
    }
    int split = 1 + ((range - 1) * probability >> 8);
    long bound = (long) split << spare;
    int bit = 0;
    if (value >= bound) {
      value -= bound;
      range -= split;
      bit = 1;
    } else {
      range = split;
    }
    int shift = Integer.numberOfLeadingZeros(range) - 24;
    range <<= shift;
    spare -= shift;
    return bit;
  }

  boolean flag() {
    return bit(HALF) == 1;
  }

  /** An unsigned number of {@code bits} bits, the highest first. */
  int number(int bits) {
    int number = 0;
    for (int i = 0; i < bits; i++) {
      number = number << 1 | bit(HALF);
    }
    return number;
  }

  /** A number and its sign. */
  int signed(int bits) {
    int number = number(bits);
    return flag() ? -number : number;
  }

  /** A number and its sign where a flag announces one, else 0. */
  int optionalSigned(int bits) {
    return flag() ? signed(bits) : 0;
  }

  /** Whether more was decoded than the data holds. */
  boolean exhausted() {
    return exhausted;
  }

  private void fill() {
    while (spare < 0) {
      exhausted |= at >= end;
      value = value << 8 | (at < end ? data[at] & 0xFF : 0);
      at++;
      spare += 8;
    }
  }
}
