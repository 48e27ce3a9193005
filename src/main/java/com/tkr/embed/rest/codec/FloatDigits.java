package com.tkr.embed.rest.codec;

import java.math.BigInteger;

/**
 * Writes float32 numbers as the shortest decimal that reads back as the same float32, nearest to
 * the number among the shortest; every result is a JSON number. The form is {@link
 * Float#toString(float)}'s of JDK 19 and later: plain from 1e-3 to 1e7, else {@code d.dddE-n}.
 *
 * <p>Source: Raffaello Giulietti, "The Schubfach way to render doubles" (2022), sections 8 and 9,
 * with float32's constants. Names follow the paper: the number is {@code c * 2^q}, its digits are
 * sought at {@code 10^k}, everything is held in quarters of a unit of {@code 10^k}.
 */
final class FloatDigits {
  /** Bytes that one number takes at most: {@code -1.17549435E-38}. */
  static final int MAX_LENGTH = 15;

  private static final int FRACTION_BITS = 23;
  private static final int EXPONENT_MASK = 0xff;
  private static final int HIDDEN_BIT = 1 << FRACTION_BITS;
  private static final int MIN_Q = -149;

  private static final int MIN_POWER = -31;
  private static final int MAX_POWER = 45;
  private static final long[] POWERS = powers();

  private static final long LOW_32 = 0xffffffffL;

  private FloatDigits() {}

  /**
   * Writes a number and returns the position after it.
   *
   * @param buffer has {@link #MAX_LENGTH} bytes free from {@code at} on
   * @throws IllegalArgumentException for NaN and the infinities, which JSON cannot say
   */
  static int write(float value, byte[] buffer, int at) {
    int bits = Float.floatToRawIntBits(value);
    int position = at;
    if (bits < 0) {
      buffer[position++] = '-';
    }
    int exponent = bits >>> FRACTION_BITS & EXPONENT_MASK;
    int fraction = bits & HIDDEN_BIT - 1;
    if (exponent == EXPONENT_MASK) {
      throw new IllegalArgumentException("not a finite number");
    }
    if ((exponent | fraction) == 0) {
      return DecimalLayout.write(0, 0, buffer, position);
    }
    return exponent == 0
        ? shortest(fraction, MIN_Q, buffer, position)
        : normal(fraction, exponent + MIN_Q - 1, buffer, position);
  }

  private static int normal(int fraction, int q, byte[] buffer, int at) {
    int c = fraction | HIDDEN_BIT;
    if (-FRACTION_BITS <= q && q <= 0 && Integer.numberOfTrailingZeros(c) >= -q) {
      return DecimalLayout.write(c >> -q, 0, buffer, at);
    }
    return shortest(c, q, buffer, at);
  }

  /** The paper's section 9: of the decimals that round to {@code c * 2^q}, the shortest. */
  private static int shortest(int c, int q, byte[] buffer, int at) {
    // at a power of two the neighbour below is half as far away
    boolean irregular = c == HIDDEN_BIT && q > MIN_Q;
    int k = irregular ? floorLog10ThreeQuartersPow2(q) : floorLog10Pow2(q);
    int h = q + floorLog2Pow10(-k) + 1;
    long g = POWERS[-k - MIN_POWER];
    int out = c & 1;
    int lower = roundToOdd(g, 4L * c - (irregular ? 1 : 2) << h) + out;
    int middle = roundToOdd(g, 4L * c << h);
    int upper = roundToOdd(g, 4L * c + 2 << h) - out;
    int s = middle >> 2;
    int tens = s / 10;
    boolean tensInside = lower <= 40 * tens;
    boolean nextTensInside = 40 * tens + 40 <= upper;
    if (s >= 10 && tensInside != nextTensInside) {
      return DecimalLayout.write(nextTensInside ? tens + 1 : tens, k + 1, buffer, at);
    }
    return DecimalLayout.write(s + roundUp(s, lower, middle, upper), k, buffer, at);
  }

  private static int roundUp(int s, int lower, int middle, int upper) {
    boolean inside = lower <= 4 * s;
    boolean nextInside = 4 * s + 4 <= upper;
    if (inside != nextInside) {
      return nextInside ? 1 : 0;
    }
    int half = 4 * s + 2;
    return middle > half || middle == half && (s & 1) == 1 ? 1 : 0;
  }

  /** The upper 64 bits of {@code g * cp}, with the lowest bit set when anything follows. */
  private static int roundToOdd(long g, long cp) {
    long low = (g & LOW_32) * cp;
    long high = (g >>> 32) * cp + (low >>> 32);
    int following = (high & LOW_32) > 1 ? 1 : 0;
    return (int) (high >>> 32) | following;
  }

  /** floor(log10(2^q)). */
  static int floorLog10Pow2(int q) {
    return q * 315653 >> 20;
  }

  /** floor(log10(3/4 * 2^q)). */
  static int floorLog10ThreeQuartersPow2(int q) {
    return q * 1262611 - 524031 >> 22;
  }

  /** floor(log2(10^e)). */
  static int floorLog2Pow10(int e) {
    return e * 1741647 >> 19;
  }

  /** floor(10^e / 2^(floorLog2Pow10(e) - 63)) + 1, the powers of ten as 64-bit fractions. */
  private static long[] powers() {
    long[] powers = new long[MAX_POWER - MIN_POWER + 1];
    for (int e = MIN_POWER; e <= MAX_POWER; e++) {
      powers[e - MIN_POWER] = power(e, floorLog2Pow10(e) - 63).add(BigInteger.ONE).longValue();
    }
    return powers;
  }

  private static BigInteger power(int e, int r) {
    BigInteger ten = BigInteger.TEN.pow(Math.abs(e));
    if (e < 0) {
      return BigInteger.ONE.shiftLeft(-r).divide(ten);
    }
    return r < 0 ? ten.shiftLeft(-r) : ten.shiftRight(r);
  }
}
