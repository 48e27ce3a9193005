package com.tkr.embed.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.embedding.cache.CachedVector;
import org.junit.jupiter.api.Test;

class VectorsTest {
  private final float[] pooled = {3, 4, 12};

  @Test
  void normalizedVectorsHaveUnitLength() {
    assertThat(Vectors.shape(row(pooled), 0, true)).containsExactly(3f / 13, 4f / 13, 12f / 13);
  }

  @Test
  void fewerDimensionsAreNormalizedAgain() {
    assertThat(Vectors.shape(row(pooled), 2, true)).containsExactly(0.6f, 0.8f);
  }

  @Test
  void unnormalizedVectorsAreTheModelsOwn() {
    assertThat(Vectors.shape(row(pooled), 2, false)).containsExactly(3f, 4f);
  }

  @Test
  void thePooledRowIsLeftAsItIs() {
    Vectors.shape(row(pooled), 0, true);
    assertThat(pooled).containsExactly(3f, 4f, 12f);
  }

  @Test
  void aZeroVectorStaysFinite() {
    assertThat(Vectors.shape(row(new float[2]), 0, true)).containsExactly(0f, 0f);
  }

  private static CachedVector row(float[] pooled) {
    return CachedVector.of(pooled, 1, false);
  }
}
