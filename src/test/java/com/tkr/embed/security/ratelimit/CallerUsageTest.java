package com.tkr.embed.security.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerUsageTest {
  private static final Limits SEEDS = new Limits(10, 60, 1_000, 10_000);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final FakeClock clock = new FakeClock();
  private final CallerUsage usage = new CallerUsage(clock);

  @Test
  void a_burst_is_allowed_at_once_and_then_one_request_a_second() {
    Allowance allowance = new Allowance(SEEDS, 0);
    assertThat(allowedNow(allowance)).isEqualTo(10);
    Decision refused = usage.request(allowance);
    assertThat(refused.excess().policy().name()).isEqualTo("burst");
    assertThat(refused.excess().waitNanos()).isEqualTo(SECOND);
    assertThat(refused.excess().waitSeconds()).isEqualTo(1);
    clock.advance(SECOND - 1);
    assertThat(usage.request(allowance).isAllowed()).isFalse();
    clock.advance(1);
    assertThat(allowedNow(allowance)).isEqualTo(1);
    clock.advance(Admitted.HOUR);
    assertThat(allowedNow(allowance)).isEqualTo(10);
  }

  /** Asked again and again, a caller gets its allowance, over a whole number of windows. */
  @ParameterizedTest
  @CsvSource({
    "10, 60, 0, 0, 60, 60",
    "10, 7, 0, 0, 7, 60",
    "0, 60, 1000, 0, 1000, 3600",
    "10, 60, 1000, 0, 1000, 3600",
    "10, 60, 1000, 10000, 10000, 86400",
    "1000, 1000000, 0, 10000, 10000, 86400"
  })
  void at_least_98_percent_of_the_allowance_is_reachable(
      long burst, long minute, long hour, long day, long limit, long seconds) {
    Allowance allowance = new Allowance(new Limits(burst, minute, hour, day), 0);
    int windows = 10;
    long end = windows * seconds * SECOND;
    long allowed = 0;
    while (clock.elapsed() < end) {
      Decision decision = usage.request(allowance);
      allowed += decision.isAllowed() ? 1 : 0;
      clock.advance(decision.isAllowed() ? 0 : decision.excess().waitNanos());
    }
    assertThat(allowed).isGreaterThanOrEqualTo((long) Math.floor(0.98 * windows * limit));
  }

  @Test
  void waiting_for_items_as_long_as_a_refusal_tells_is_always_enough() {
    Allowance allowance = new Allowance(new Limits(5, 20, 50, 90), 3);
    SplittableRandom random = new SplittableRandom(1);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      Decision decision = items(allowance, 1 + random.nextInt(15));
      while (!decision.isAllowed()) {
        refused++;
        clock.advance(decision.excess().waitNanos());
        assertThat(usage.request(allowance).isAllowed()).isTrue();
        decision = items(allowance, 1 + random.nextInt(15));
      }
      clock.advance(random.nextLong(3 * SECOND));
    }
    assertThat(refused).isPositive();
  }

  @Test
  void waiting_as_long_as_a_refusal_tells_is_always_enough() {
    Allowance allowance = new Allowance(new Limits(5, 20, 50, 90), 0);
    SplittableRandom random = new SplittableRandom(2);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      Decision decision = usage.request(allowance);
      if (!decision.isAllowed()) {
        refused++;
        clock.advance(decision.excess().waitNanos() - 1);
        assertThat(usage.request(allowance).isAllowed()).isFalse();
        clock.advance(1);
        assertThat(usage.request(allowance).isAllowed()).isTrue();
      }
      clock.advance(random.nextLong(3 * SECOND));
    }
    assertThat(refused).isPositive();
  }

  @Test
  void refused_requests_do_not_count() {
    Allowance allowance = new Allowance(new Limits(0, 5, 0, 0), 0);
    assertThat(allowedNow(allowance)).isEqualTo(5);
    for (int i = 0; i < 1_000; i++) {
      clock.advance(SECOND / 100);
      assertThat(usage.request(allowance).isAllowed()).isFalse();
    }
    clock.advance(Admitted.MINUTE - 9 * SECOND);
    assertThat(allowedNow(allowance)).isEqualTo(5);
  }

  @Test
  void what_one_limit_refuses_counts_in_none() {
    Allowance allowance = new Allowance(new Limits(1, 60, 1_000, 10_000), 0);
    assertThat(allowedNow(allowance)).isEqualTo(1);
    assertThat(usage.request(allowance).isAllowed()).isFalse();
    Allowance withoutBurst = new Allowance(new Limits(0, 60, 1_000, 10_000), 0);
    assertThat(usage.request(withoutBurst).requests().remaining()).isEqualTo(58);
  }

  @Test
  void a_clock_that_goes_back_neither_opens_nor_stops_the_limits() {
    Allowance allowance = new Allowance(SEEDS, 0);
    List<Long> stamps = new ArrayList<>();
    for (int second = 0; second < 7_200; second++) {
      clock.advance(SECOND);
      if (second % 600 == 300) {
        clock.jump(-Admitted.HOUR);
      }
      if (usage.request(allowance).isAllowed()) {
        stamps.add(clock.lastRead());
      }
    }
    Admitted admitted = new Admitted(stamps);
    admitted.keepsTo(SEEDS);
    assertThat(stamps.size()).isBetween(1_960, 2_000);
  }

  @Test
  void the_nearest_limit_is_told() {
    Allowance allowance = new Allowance(new Limits(100, 60, 1_000, 10_000), 100);
    Decision decision = usage.request(allowance);
    assertThat(decision.requests().policy().name()).isEqualTo("minute");
    assertThat(decision.requests().remaining()).isEqualTo(59);
    assertThat(decision.requests().resetSeconds()).isEqualTo(61);
    assertThat(decision.items().policy().name()).isEqualTo("items-minute");
    assertThat(decision.items().remaining()).isEqualTo(6_000);
    assertThat(items(allowance, 10).items().remaining()).isEqualTo(5_990);
  }

  @Test
  void a_request_whose_items_are_refused_counts_as_none() {
    Allowance allowance = new Allowance(new Limits(0, 5, 0, 0), 2);
    assertThat(usage.request(allowance).isAllowed()).isTrue();
    assertThat(items(allowance, 9).isAllowed()).isTrue();
    for (int i = 0; i < 100; i++) {
      assertThat(usage.request(allowance).isAllowed()).isTrue();
      Decision refused = items(allowance, 2);
      assertThat(refused.excess().policy().name()).isEqualTo("items-minute");
      assertThat(refused.requests().remaining()).isEqualTo(4);
    }
  }

  @Test
  void a_request_is_refused_while_no_item_is_left() {
    Allowance allowance = new Allowance(new Limits(0, 5, 0, 0), 2);
    assertThat(items(allowance, 10).isAllowed()).isTrue();
    assertThat(usage.request(allowance).excess().policy().name()).isEqualTo("items-minute");
  }

  @Test
  void more_items_than_a_limit_allows_at_all_are_refused_for_ever() {
    Allowance allowance = new Allowance(SEEDS, 100);
    assertThat(items(allowance, 1_001).excess().isForever()).isTrue();
    assertThat(items(allowance, 1_000).isAllowed()).isTrue();
  }

  @Test
  void without_a_limit_of_the_minute_the_burst_is_full_again_after_a_second() {
    Allowance allowance = new Allowance(new Limits(10, 0, 0, 0), 0);
    assertThat(allowedNow(allowance)).isEqualTo(10);
    clock.advance(SECOND);
    assertThat(allowedNow(allowance)).isEqualTo(10);
    assertThat(allowance.header()).isEqualTo("\"burst\";q=10;w=1");
  }

  @Test
  void lower_limits_act_at_once_on_what_was_done_before() {
    Allowance before = new Allowance(new Limits(0, 60, 0, 0), 0);
    for (int i = 0; i < 60; i++) {
      usage.request(before);
    }
    Decision decision = usage.request(new Allowance(new Limits(0, 10, 0, 0), 0));
    assertThat(decision.isAllowed()).isFalse();
    assertThat(decision.requests().remaining()).isZero();
  }

  private Decision items(Allowance allowance, long count) {
    return usage.items(allowance, count, clock.getAsLong());
  }

  private int allowedNow(Allowance allowance) {
    int allowed = 0;
    while (usage.request(allowance).isAllowed()) {
      allowed++;
    }
    return allowed;
  }
}
