package com.tkr.embed.embedding.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScalesTest {
  private static final Offset<Float> CLOSE = within(1e-5f);

  @Test
  void whatNothingIsKnownOfHasRoomForSixDeviations() {
    assertThat(Scales.assumed(3600).quantizer(3600).scale()).isEqualTo(0.1f);
    assertThat(Scales.assumed(3600).quantizer(900).scale()).isCloseTo(0.2f, CLOSE);
    assertThat(Scales.assumed(1).quantizer(1).scale()).isEqualTo(1);
  }

  @Test
  void aCutVectorsScaleIsMeasuredOrThatOfTheNextLargerMadeLarger() {
    Scales scales = new Scales(new TreeMap<>(Map.of(2048, 0.2f, 512, 0.3f)), Scales.CALIBRATED);
    assertThat(scales.quantizer(2048).scale()).isEqualTo(0.2f);
    assertThat(scales.quantizer(512).scale()).isEqualTo(0.3f);
    assertThat(scales.quantizer(1024).scale()).isCloseTo(0.2828427f, CLOSE);
    assertThat(scales.quantizer(128).scale()).isCloseTo(0.6f, CLOSE);
    assertThat(scales.quantizer(2).scale()).isEqualTo(1);
  }
}
