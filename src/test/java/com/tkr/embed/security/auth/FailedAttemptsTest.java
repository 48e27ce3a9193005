package com.tkr.embed.security.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailedAttemptsTest {
  private static final long SECOND = 1_000_000_000L;
  private final AtomicLong nanos = new AtomicLong();

  private FailedAttempts attempts(int most) {
    return new FailedAttempts(most, nanos::get);
  }

  @Test
  void the_wait_is_never_told_too_short() {
    FailedAttempts attempts = attempts(1);
    assertThat(attempts.count("192.0.2.1")).isZero();
    for (int second = 0; second < 60; second++) {
      nanos.set(second * SECOND + 1);
      int wait = attempts.count("192.0.2.1");
      assertThat(nanos.get() + wait * SECOND).isGreaterThanOrEqualTo(60 * SECOND);
      assertThat(wait).isBetween(1, 60);
    }
    nanos.set(60 * SECOND);
    assertThat(attempts.count("192.0.2.1")).isZero();
  }

  @Test
  void addresses_do_not_count_for_each_other_but_one_ipv6_network_is_one() {
    FailedAttempts attempts = attempts(1);
    assertThat(attempts.count("192.0.2.1")).isZero();
    assertThat(attempts.count("192.0.2.2")).isZero();
    assertThat(attempts.count("2001:db8:0:1:2:3:4:5")).isZero();
    assertThat(attempts.count("2001:db8:0:1::9")).isPositive();
    assertThat(attempts.count("2001:db8:0:2::9")).isZero();
    assertThat(attempts.count("not an address: at all")).isZero();
  }

  @Test
  void zero_is_no_limit() {
    FailedAttempts attempts = attempts(0);
    for (int i = 0; i < 1_000; i++) {
      assertThat(attempts.count("192.0.2.1")).isZero();
    }
  }

  @Test
  void it_knows_no_more_than_10_000_addresses() {
    FailedAttempts attempts = attempts(1);
    for (int i = 0; i < 10_001; i++) {
      assertThat(attempts.count("10.0." + i / 256 + "." + i % 256)).isZero();
    }
    assertThat(attempts.count("10.0.0.1")).isPositive();
    assertThat(attempts.count("10.0.0.0")).as("the oldest is forgotten").isZero();
  }
}
