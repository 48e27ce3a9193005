package com.tkr.embed.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private final Patience patience = Patience.ofSeconds(20);

  @Test
  void nothing_buys_the_grace_and_no_more() {
    assertThat(patience.nanosFor(0)).isEqualTo(Duration.ofSeconds(20).toNanos());
    assertThat(patience.nanosFor(1023)).isEqualTo(Duration.ofSeconds(20).toNanos());
  }

  @Test
  void every_kilobyte_buys_a_second() {
    assertThat(patience.nanosFor(64 * 1024)).isEqualTo(Duration.ofSeconds(84).toNanos());
  }
}
