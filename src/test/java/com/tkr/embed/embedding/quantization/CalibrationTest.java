package com.tkr.embed.embedding.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final int DIMENSIONS = 256;

  /** Vectors of which the first number is half of the length, and the rest noise. */
  private static final List<float[]> VECTORS =
      IntStream.range(0, 100).mapToObj(CalibrationTest::vector).toList();

  private static float[] vector(int seed) {
    Random random = new Random(seed);
    float[] vector = new float[DIMENSIONS];
    double squares = 0;
    for (int i = 1; i < DIMENSIONS; i++) {
      vector[i] = (float) random.nextGaussian();
      squares += vector[i] * vector[i];
    }
    vector[0] = (float) Math.sqrt(squares / 3);
    return Calibration.cut(vector, DIMENSIONS);
  }

  @Test
  void theScaleHasTheLeastErrorAndReachesALargeNumberOfEveryVector() {
    Scales scales = Calibration.of(VECTORS);
    assertThat(scales.told()).isEqualTo(Scales.CALIBRATED);
    assertThat(scales.quantizer(DIMENSIONS).scale()).isCloseTo(0.5f, within(0.01f));
    assertThat(Scales.assumed(DIMENSIONS).quantizer(DIMENSIONS).scale()).isLessThan(0.4f);
  }

  @Test
  void vectorsThatAreCutAreMeasuredAsTheyAreThen() {
    Scales scales = Calibration.of(VECTORS);
    assertThat(scales.byDimensions()).containsOnlyKeys(32, 64, 128, 256);
    assertThat(scales.quantizer(32).scale()).isCloseTo(0.86f, within(0.05f));
  }

  @Test
  void bytesByTheMeasuredScaleLoseLessThanByTheAssumedOneAndBitsMore() {
    RoundingLoss measured =
        new RoundingLoss(VECTORS, Calibration.of(VECTORS).quantizer(DIMENSIONS));
    RoundingLoss assumed =
        new RoundingLoss(VECTORS, Scales.assumed(DIMENSIONS).quantizer(DIMENSIONS));
    double bytes = measured.of(VectorType.INT8).cosine();
    assertThat(bytes).isLessThan(assumed.of(VectorType.INT8).cosine() / 2);
    assertThat(measured.of(VectorType.INT8).recall()).isGreaterThan(0.95);
    assertThat(measured.of(VectorType.BINARY)).isEqualTo(measured.of(VectorType.UBINARY));
    assertThat(measured.of(VectorType.BINARY).cosine()).isGreaterThan(10 * bytes);
  }

  @Test
  void whatIsNoVectorTellsNoScale() {
    for (float[] each : new float[][] {{Float.NaN, 1}, {Float.POSITIVE_INFINITY, 1}, {}}) {
      List<float[]> sample = List.of(new float[] {0.6f, 0.8f}, each);
      assertThatThrownBy(() -> Calibration.of(sample))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no finite number");
    }
  }
}
