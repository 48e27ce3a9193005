package com.tkr.embed.rest.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FloatDigitsTest {
  private static final int EXPONENTS = 255;

  @ParameterizedTest
  @CsvSource({
    "0f, 0.0",
    "-0f, -0.0",
    "1f, 1.0",
    "-1f, -1.0",
    "0.1f, 0.1",
    "100f, 100.0",
    "12345.678f, 12345.678",
    "0.001f, 0.001",
    "0.00099999994f, 9.999999E-4",
    "9999999f, 9999999.0",
    "1e7f, 1.0E7",
    "16777216f, 1.6777216E7",
    "2e-44f, 2.0E-44",
    "3.4028235e38f, 3.4028235E38",
    "1.17549435e-38f, 1.1754944E-38",
    "0.3f, 0.3",
    "-0.017453292f, -0.017453292",
    "8.999e9f, 8.999E9",
    "2.0e10f, 2.0E10"
  })
  void numbers_have_the_form_of_float_to_string(String number, String digits) {
    assertThat(digits(Float.parseFloat(number))).isEqualTo(digits);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void what_json_cannot_say_is_refused(float value) {
    assertThatThrownBy(() -> digits(value)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void every_exponent_reads_back_and_is_the_shortest_and_nearest() {
    SplittableRandom random = new SplittableRandom(1);
    for (int exponent = 0; exponent < EXPONENTS; exponent++) {
      for (int fraction : fractions(random)) {
        isShortestAndNearest(Float.intBitsToFloat(exponent << 23 | fraction));
      }
    }
  }

  @Test
  void random_bit_patterns_read_back() {
    SplittableRandom random = new SplittableRandom(2);
    readsBack(IntStream.generate(random::nextInt).limit(3_000_000));
  }

  @Test
  void the_values_of_unit_vectors_read_back() {
    SplittableRandom random = new SplittableRandom(3);
    readsBack(
        IntStream.generate(() -> Float.floatToRawIntBits((float) (random.nextDouble(-1, 1) * 0.05)))
            .limit(2_000_000));
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_19)
  void digits_equal_those_of_the_jdk() {
    SplittableRandom random = new SplittableRandom(4);
    IntStream.generate(random::nextInt)
        .limit(3_000_000)
        .mapToObj(Float::intBitsToFloat)
        .filter(value -> Float.isFinite(value) && Math.abs(value) >= Float.MIN_NORMAL)
        .forEach(value -> assertEqual(digits(value), Float.toString(value)));
  }

  @Test
  void floors_of_logarithms_are_exact_over_float32s_range() {
    for (int q = -149; q <= 104; q++) {
      assertThat(FloatDigits.floorLog10Pow2(q)).isEqualTo(floorLog10(pow2(q)));
      assertThat(FloatDigits.floorLog10ThreeQuartersPow2(q))
          .isEqualTo(floorLog10(pow2(q).multiply(new BigDecimal("0.75"))));
    }
    for (int e = -31; e <= 45; e++) {
      int floor = FloatDigits.floorLog2Pow10(e);
      assertThat(BigDecimal.ONE.scaleByPowerOfTen(e)).isBetween(pow2(floor), pow2(floor + 1));
    }
  }

  private static void readsBack(IntStream bits) {
    byte[] buffer = new byte[FloatDigits.MAX_LENGTH];
    bits.filter(b -> Float.isFinite(Float.intBitsToFloat(b)))
        .forEach(
            b -> {
              int end = FloatDigits.write(Float.intBitsToFloat(b), buffer, 0);
              String digits = new String(buffer, 0, end, StandardCharsets.US_ASCII);
              if (Float.floatToRawIntBits(Float.parseFloat(digits)) != b) {
                throw new AssertionError(digits + " is not " + Integer.toHexString(b));
              }
            });
  }

  /** No decimal with fewer digits reads back, and none of as many lies nearer. */
  private static void isShortestAndNearest(float value) {
    String digits = digits(value);
    assertEqual(Float.parseFloat(digits), value);
    if (value == 0) {
      return;
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal written = new BigDecimal(digits).stripTrailingZeros();
    int precision = written.precision();
    for (RoundingMode mode : new RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
      if (precision > 1) {
        BigDecimal shorter = exact.round(new MathContext(precision - 1, mode));
        if (shorter.floatValue() == value) {
          throw new AssertionError(shorter + " is shorter than " + digits);
        }
      }
      BigDecimal other = exact.round(new MathContext(precision, mode));
      if (other.floatValue() == value
          && distance(other, exact).compareTo(distance(written, exact)) < 0) {
        throw new AssertionError(other + " is nearer than " + digits);
      }
    }
  }

  private static BigDecimal distance(BigDecimal a, BigDecimal b) {
    return a.subtract(b).abs();
  }

  private static int[] fractions(SplittableRandom random) {
    return IntStream.concat(
            IntStream.of(
                0, 1, 2, 3, (1 << 22) - 1, 1 << 22, (1 << 22) + 1, (1 << 23) - 2, (1 << 23) - 1),
            random.ints(300, 0, 1 << 23))
        .toArray();
  }

  private static void assertEqual(Object actual, Object expected) {
    if (!actual.equals(expected)) {
      throw new AssertionError(actual + " instead of " + expected);
    }
  }

  private static int floorLog10(BigDecimal value) {
    return value.precision() - value.scale() - 1;
  }

  private static BigDecimal pow2(int exponent) {
    BigDecimal two = BigDecimal.valueOf(2);
    return exponent >= 0 ? two.pow(exponent) : BigDecimal.ONE.divide(two.pow(-exponent));
  }

  private static String digits(float value) {
    byte[] buffer = new byte[FloatDigits.MAX_LENGTH];
    return new String(buffer, 0, FloatDigits.write(value, buffer, 0), StandardCharsets.US_ASCII);
  }
}
