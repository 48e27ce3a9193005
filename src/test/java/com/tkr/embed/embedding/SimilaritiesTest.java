package com.tkr.embed.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.error.EmbeddingException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimilaritiesTest {
  private static final float[] RIGHT = {1, 0};
  private static final float[] UP = {0, 2};
  private static final float[] ZERO = {0, 0};

  @Test
  void cosine_ignores_lengths_and_is_zero_for_a_zero_vector() {
    assertThat(row(Metric.COSINE, RIGHT, UP, new float[] {-3, 0}, new float[] {1, 1}, ZERO))
        .containsExactly(0f, -1f, (float) Math.sqrt(0.5), 0f);
  }

  @Test
  void euclidean_is_the_inverse_of_one_plus_the_distance() {
    assertThat(row(Metric.EUCLIDEAN, RIGHT, RIGHT, new float[] {4, 4})).containsExactly(1f, 1 / 6f);
  }

  @Test
  void dot_is_the_sum_of_products() {
    assertThat(row(Metric.DOT, new float[] {2, 3}, RIGHT, UP)).containsExactly(2f, 6f);
  }

  @Test
  void every_query_is_compared_with_every_candidate() {
    assertThat(Similarities.of(List.of(RIGHT, UP), List.of(RIGHT, UP, UP), Metric.DOT))
        .containsExactly(new float[] {1, 0, 0}, new float[] {0, 4, 4});
  }

  @Test
  void large_vectors_have_a_cosine_but_no_dot_in_float32() {
    float[] large = {3e38f, 3e38f};
    assertThat(row(Metric.COSINE, large, large)).containsExactly(1f);
    assertThatThrownBy(() -> row(Metric.DOT, large, large)).isInstanceOf(EmbeddingException.class);
  }

  private static float[] row(Metric metric, float[] query, float[]... candidates) {
    return Similarities.of(List.of(query), List.of(candidates), metric).get(0);
  }
}
