package com.tkr.embed.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModelLoadFailedTest {
  @Test
  void theMessageIsOneLineAndSaysHowMuchMoreIsWrong() {
    ModelLoadFailed failure = new ModelLoadFailed("a: missing\nb: missing\nc: of another shape");
    assertThat(failure.getMessage())
        .isEqualTo("a: missing (and 2 more: ./deploy.sh model verify tells them)");
    assertThat(failure.problems())
        .containsExactly("a: missing", "b: missing", "c: of another shape");
    assertThat(new ModelLoadFailed("a: missing")).hasMessage("a: missing");
  }
}
