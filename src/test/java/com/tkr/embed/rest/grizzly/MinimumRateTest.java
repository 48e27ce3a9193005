package com.tkr.embed.rest.grizzly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MinimumRateTest {
  private final MinimumRate minimumRate = MinimumRate.ofSeconds(20);

  @Test
  void a_kilobyte_a_second_must_move() {
    assertThat(minimumRate.bytes()).isEqualTo(20 * 1024);
  }

  @Test
  void a_period_is_over_when_its_time_has_passed() {
    long period = Duration.ofSeconds(20).toNanos();
    assertThat(minimumRate.isOver(5, 5 + period)).isFalse();
    assertThat(minimumRate.isOver(5, 6 + period)).isTrue();
  }
}
