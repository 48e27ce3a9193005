package com.tkr.embed.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChoiceTest {
  @Test
  void caseAndSpaceDoNotMatter() {
    assertThat(Choice.of("EMBEDDING_DEVICE", " CPU ", "auto", "cpu")).isEqualTo("cpu");
  }

  @Test
  void anUnknownValueIsToldWithTheAllowedOnes() {
    assertThatThrownBy(() -> Choice.of("EMBEDDING_DEVICE", "tpu", "auto", "cpu"))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage("EMBEDDING_DEVICE=tpu is not one of auto, cpu");
  }

  @Test
  void numbersHaveBounds() {
    assertThat(Choice.number("EMBEDDING_THREADS", "8", 64)).isEqualTo(8);
    for (String value : new String[] {"-1", "65", "two", "", "9999999999"}) {
      assertThatThrownBy(() -> Choice.number("EMBEDDING_THREADS", value, 64))
          .isInstanceOf(InvalidSetting.class)
          .hasMessageStartingWith("EMBEDDING_THREADS=" + value);
    }
  }
}
