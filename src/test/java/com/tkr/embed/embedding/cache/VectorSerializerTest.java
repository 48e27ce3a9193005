package com.tkr.embed.embedding.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorSerializerTest {
  private final VectorSerializer serializer = new VectorSerializer();

  @ParameterizedTest
  @ValueSource(ints = {1, 192, 3584})
  void vectorsComeBackBitByBit(int dimension) {
    CachedVector vector = Vectors.random(dimension, 7);
    CachedVector back = serializer.read(serializer.serialize(vector));
    assertThat(back.pooled()).containsExactly(vector.pooled());
    assertThat(back.norm()).isEqualTo(vector.norm());
    assertThat(back.tokens()).isEqualTo(vector.tokens());
    assertThat(serializer.serialize(vector).remaining()).isEqualTo(16 + 4 * dimension);
  }

  @Test
  void extremesComeBackBitByBit() {
    float[] extremes = {
      Float.MAX_VALUE,
      -Float.MAX_VALUE,
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      0f,
      -0f,
      1f,
      Float.MIN_NORMAL,
      Math.nextDown(1f)
    };
    CachedVector vector = CachedVector.of(extremes, Integer.MAX_VALUE, true);
    CachedVector back = serializer.read(serializer.serialize(vector));
    for (int i = 0; i < extremes.length; i++) {
      assertThat(Float.floatToRawIntBits(back.pooled()[i]))
          .isEqualTo(Float.floatToRawIntBits(extremes[i]));
    }
    assertThat(back.norm()).isEqualTo(vector.norm()).isFinite();
    assertThat(back.truncated()).isTrue();
    assertThat(back.tokens()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void equalityIsByValue() {
    CachedVector vector = Vectors.random(192, 1);
    assertThat(serializer.equals(vector, serializer.serialize(Vectors.random(192, 1)))).isTrue();
    assertThat(serializer.equals(vector, serializer.serialize(Vectors.random(192, 2)))).isFalse();
  }

  @Test
  void keysComeBack() {
    VectorSerializer.Keys keys = new VectorSerializer.Keys();
    CacheKey key = new CacheKey(Long.MIN_VALUE + 5, -3);
    assertThat(keys.read(keys.serialize(key))).isEqualTo(key);
    assertThat(keys.equals(key, keys.serialize(key))).isTrue();
    assertThat(keys.equals(key, keys.serialize(new CacheKey(5, -3)))).isFalse();
  }
}
