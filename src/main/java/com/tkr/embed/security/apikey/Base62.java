package com.tkr.embed.security.apikey;

import java.math.BigInteger;
import java.security.SecureRandom;

/** Digits and letters, the digits of a number to the base 62. */
final class Base62 {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int BASE = 62;

  private Base62() {}

  /** A number in a fixed count of digits. */
  static String of(BigInteger number, int digits) {
    StringBuilder text = new StringBuilder();
    BigInteger rest = number;
    for (int i = 0; i < digits; i++) {
      BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(BASE));
      text.append(DIGITS.charAt(parts[1].intValue()));
      rest = parts[0];
    }
    return text.reverse().toString();
  }

  /** Random digits. */
  static String random(SecureRandom random, int digits) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < digits; i++) {
      text.append(DIGITS.charAt(random.nextInt(BASE)));
    }
    return text.toString();
  }
}
