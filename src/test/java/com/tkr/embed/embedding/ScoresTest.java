package com.tkr.embed.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.tkr.embed.embedding.quantization.Quantizer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoresTest {
  private static Scores scores(float... logits) {
    List<float[]> rows = new java.util.ArrayList<>();
    for (float logit : logits) {
      rows.add(new float[] {logit});
    }
    return new Scores(
        new Embeddings(rows, 1, "m", 0, new Quantizer(1), List.of(), List.of(), 0, 0));
  }

  @Test
  void aProbabilityIsTheSigmoidOfTheLogit() {
    Scores scores = scores(0, 2, -2, 1000, -1000);

    assertThat(scores.probability(0)).isEqualTo(0.5);
    assertThat(scores.probability(1)).isCloseTo(0.8807970779778823, within(1e-15));
    assertThat(scores.probability(1) + scores.probability(2)).isCloseTo(1, within(1e-15));
    assertThat(scores.probability(3)).isEqualTo(1);
    assertThat(scores.probability(4)).isZero();
    assertThat(scores.logit(3)).isEqualTo(1000);
  }

  @Test
  void theBestIsFirstAndOfTwoAlikeTheEarlierOne() {
    assertThat(scores(1, 3, -2, 3, 50, 40).ranking()).containsExactly(4, 5, 1, 3, 0, 2);
    assertThat(scores(-0f, 0, -0f).ranking()).containsExactly(0, 1, 2);
  }
}
