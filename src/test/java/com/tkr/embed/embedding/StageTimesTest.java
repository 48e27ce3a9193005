package com.tkr.embed.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StageTimesTest {
  private final StageTimes times = new StageTimes();

  @Test
  void whatTheEngineWorkedOnTheRequestIsNoWaiting() {
    times.ran(500, 20, 80);
    times.ran(600, 30, 70);
    assertThat(times.queueNanos()).isEqualTo(500);
    assertThat(times.visionNanos()).isEqualTo(50);
    assertThat(times.textNanos()).isEqualTo(150);
  }

  @Test
  void aBatchOfOthersBetweenIsWaiting() {
    times.ran(500, 0, 100);
    times.ran(900, 0, 100);
    assertThat(times.queueNanos()).isEqualTo(800);
  }

  @Test
  void theLastInputThatWasPreparedCounts() {
    times.prepared(300);
    times.prepared(200);
    assertThat(times.prepareNanos()).isEqualTo(300);
  }
}
