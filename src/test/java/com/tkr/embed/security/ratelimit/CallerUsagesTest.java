package com.tkr.embed.security.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class CallerUsagesTest {
  private static final Allowance SEEDS = new Allowance(new Limits(10, 60, 1_000, 10_000), 100);
  private static final int MOST = 1_000;

  private final FakeClock clock = new FakeClock();
  private final CallerUsages usages = new CallerUsages(clock, MOST);

  @Test
  void a_million_callers_leave_no_more_than_the_bound() {
    for (int i = 0; i < 1_000_000; i++) {
      clock.advance(1_000);
      assertThat(ask("ip:" + i).isAllowed()).isTrue();
      assertThat(usages.size()).isLessThanOrEqualTo(MOST);
    }
    assertThat(usages.forgotten()).isBetween(999_000L, 1_000_000L - MOST / 2);
  }

  @Test
  void whoever_asked_last_is_remembered_longest() {
    ask("ip:first");
    for (int i = 0; i < 5 * MOST; i++) {
      clock.advance(1_000);
      ask("ip:" + i);
      ask("ip:busy");
    }
    assertThat(ask("ip:busy").isAllowed()).isFalse();
    assertThat(ask("ip:first").requests().remaining()).isEqualTo(9);
  }

  @Test
  void idle_callers_are_forgotten_after_a_day() {
    ask("key:a");
    clock.advance(Admitted.DAY);
    usages.sweep();
    assertThat(usages.size()).isEqualTo(1);
    clock.advance(Admitted.DAY / 100);
    usages.sweep();
    assertThat(usages.size()).isZero();
    assertThat(usages.forgotten()).isZero();
  }

  /** A sweep that meets a decision must not lose its count. */
  @Test
  void no_count_is_lost_to_a_sweep_at_the_same_time() throws Exception {
    Allowance day = new Allowance(new Limits(0, 0, 0, 1_000), 0);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 200; round++) {
        clock.advance(3 * Admitted.DAY);
        List<Future<Integer>> asked = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
          asked.add(threads.submit(() -> allowed(day)));
        }
        threads.submit(usages::sweep).get();
        int allowed = 0;
        for (Future<Integer> calls : asked) {
          allowed += calls.get();
        }
        assertThat(allowed).isEqualTo(1_000);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private int allowed(Allowance allowance) {
    int allowed = 0;
    for (int i = 0; i < 300; i++) {
      boolean yes = usages.ask("key:a", usage -> usage.request(allowance)).isAllowed();
      allowed += yes ? 1 : 0;
    }
    return allowed;
  }

  private Decision ask(String id) {
    return usages.ask(id, usage -> usage.request(SEEDS));
  }
}
