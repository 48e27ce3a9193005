package com.tkr.embed.embedding.quantization;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Expected bits are those of {@code numpy.packbits(v > 0)}, and of them less 128. */
class QuantizerTest {
  private static final float[] VECTOR = {0.5f, -0.25f, 0f, 2f, -2f, 0.001f, 1f, -1f, 0.004f};

  private final Quantizer quantizer = new Quantizer(1);

  @Test
  void bytesAreSymmetricAndCutAtTheScale() {
    assertThat(quantizer.numbers(VECTOR, VectorType.INT8))
        .containsExactly(64, -32, 0, 127, -127, 0, 127, -127, 1);
    assertThat(quantizer.numbers(VECTOR, VectorType.UINT8))
        .containsExactly(192, 96, 128, 255, 1, 128, 255, 1, 129);
  }

  @Test
  void bitsAreSignsTheFirstTheHighest() {
    assertThat(quantizer.numbers(VECTOR, VectorType.UBINARY)).containsExactly(0b10010110, 0x80);
    assertThat(quantizer.numbers(VECTOR, VectorType.BINARY)).containsExactly(22, 0);
  }
}
