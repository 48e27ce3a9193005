package com.tkr.embed.rest.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.embedding.StageTimes;
import org.junit.jupiter.api.Test;

class ServerTimingTest {
  private final StageTimes times = new StageTimes();

  @Test
  void stagesStandInTheirOrderInMilliseconds() {
    times.prepared(1_204_900);
    times.ran(31_000, 25_000_000, 1_234_567_000);
    assertThat(ServerTiming.of(times, 2_000_000_007L))
        .isEqualTo(
            "prepare;dur=1.204, queue;dur=0.031, vision;dur=25.000, text;dur=1234.567,"
                + " total;dur=2000.000");
  }

  @Test
  void ofWhatWasInTheCacheThereIsTheTotalAlone() {
    assertThat(ServerTiming.of(times, 42_100)).isEqualTo("total;dur=0.042");
  }
}
