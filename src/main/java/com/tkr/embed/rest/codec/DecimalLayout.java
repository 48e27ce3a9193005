package com.tkr.embed.rest.codec;

/**
 * Lays out {@code digits * 10^exponent} as {@link Float#toString(float)} does: {@code 123.45} from
 * 1e-3 to 1e7, {@code 1.2345E-8} elsewhere, always with a digit on both sides of the point.
 */
final class DecimalLayout {
  private static final byte[] PAIRS = pairs();

  /** Powers of ten; the first is 0 so that 0 has a digit. */
  private static final int[] TENS = {
    0, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };

  /** Where the point stands before the first digit (0.00d) and after the last, in plain numbers. */
  private static final int PLAIN_FROM = -2;

  private static final int PLAIN_TO = 7;

  private DecimalLayout() {}

  /** Writes the number, without trailing zeros, and returns the position after it. */
  static int write(int digits, int exponent, byte[] buffer, int at) {
    int d = digits;
    int e = exponent;
    while (d >= 10 && d % 10 == 0) {
      d /= 10;
      e++;
    }
    int length = length(d);
    int point = d == 0 ? 1 : length + e;
    if (point < PLAIN_FROM || point > PLAIN_TO) {
      return scientific(d, point - 1, buffer, at);
    }
    if (point <= 0) {
      return fraction(d, -point, buffer, at);
    }
    return length <= point ? whole(d, point - length, buffer, at) : split(d, point, buffer, at);
  }

  /** {@code 0.00ddd}. */
  private static int fraction(int d, int zeros, byte[] buffer, int at) {
    int position = at;
    buffer[position++] = '0';
    buffer[position++] = '.';
    position = zeros(zeros, buffer, position);
    return digits(d, length(d), buffer, position);
  }

  /** {@code ddd000.0}. */
  private static int whole(int d, int zeros, byte[] buffer, int at) {
    int position = zeros(zeros, buffer, digits(d, length(d), buffer, at));
    buffer[position++] = '.';
    buffer[position++] = '0';
    return position;
  }

  /** {@code dd.ddd}. */
  private static int split(int d, int point, byte[] buffer, int at) {
    int end = digits(d, length(d), buffer, at + 1);
    System.arraycopy(buffer, at + 1, buffer, at, point);
    buffer[at + point] = '.';
    return end;
  }

  /** {@code d.dddE-nn}. */
  private static int scientific(int d, int exponent, byte[] buffer, int at) {
    int position = d < 10 ? whole(d, 0, buffer, at) : split(d, 1, buffer, at);
    buffer[position++] = 'E';
    if (exponent < 0) {
      buffer[position++] = '-';
    }
    int magnitude = Math.abs(exponent);
    return digits(magnitude, length(magnitude), buffer, position);
  }

  private static int zeros(int count, byte[] buffer, int at) {
    for (int i = 0; i < count; i++) {
      buffer[at + i] = '0';
    }
    return at + count;
  }

  private static int digits(int d, int length, byte[] buffer, int at) {
    int rest = d;
    int position = at + length;
    while (rest >= 10) {
      int pair = rest % 100 * 2;
      rest /= 100;
      buffer[--position] = PAIRS[pair + 1];
      buffer[--position] = PAIRS[pair];
    }
    if (position > at) {
      buffer[at] = (byte) ('0' + rest);
    }
    return at + length;
  }

  /** Decimal digits of {@code 0 <= d < 10^9}: from the bits, log10(2) being about 1233 / 4096. */
  private static int length(int d) {
    int atLeast = (Integer.SIZE - Integer.numberOfLeadingZeros(d)) * 1233 >> 12;
    return d >= TENS[atLeast] ? atLeast + 1 : atLeast;
  }

  private static byte[] pairs() {
    byte[] pairs = new byte[200];
    for (int i = 0; i < 100; i++) {
      pairs[2 * i] = (byte) ('0' + i / 10);
      pairs[2 * i + 1] = (byte) ('0' + i % 10);
    }
    return pairs;
  }
}
