package com.tkr.embed.security.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A million decisions by 64 threads at once, over days of a clock that jumps. */
class ManyThreadsTest {
  private static final int THREADS = 64;
  private static final int DECISIONS = 1_000_000;
  private static final int JUMP_EVERY = 2_000;
  private static final Limits SEEDS = new Limits(10, 60, 1_000, 10_000);

  private final FakeClock clock = new FakeClock();
  private final CallerUsages usages = new CallerUsages(clock, 10);

  @Test
  void no_window_ever_holds_more_than_its_limit() throws Exception {
    Admitted admitted = admitted(SEEDS, 1_000_000_000L);
    admitted.keepsTo(SEEDS);
    assertThat(clock.elapsed()).isGreaterThan(5 * Admitted.DAY);
    assertThat(admitted.mostWithin(Admitted.DAY)).isGreaterThan(9_800);
  }

  @Test
  void none_does_when_the_minute_is_what_limits() throws Exception {
    Limits limits = new Limits(50, 60, 100_000, 1_000_000);
    Admitted admitted = admitted(limits, 1_000_000_000L);
    admitted.keepsTo(limits);
    assertThat(admitted.mostWithin(Admitted.MINUTE)).isEqualTo(60);
  }

  /** What all threads were allowed, with the clock going on by the step on average. */
  private Admitted admitted(Limits limits, long step) throws Exception {
    Allowance allowance = new Allowance(limits, 0);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<List<Long>>> callers =
          IntStream.range(0, THREADS)
              .mapToObj(seed -> (Callable<List<Long>>) () -> calls(allowance, seed, step))
              .toList();
      List<Long> stamps = new ArrayList<>();
      for (Future<List<Long>> calls : threads.invokeAll(callers)) {
        stamps.addAll(calls.get());
      }
      Collections.sort(stamps);
      return new Admitted(stamps);
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Long> calls(Allowance allowance, int seed, long step) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Long> stamps = new ArrayList<>();
    for (int i = 0; i < DECISIONS / THREADS; i++) {
      move(random, step);
      if (usages.ask("key:a", usage -> usage.request(allowance)).isAllowed()) {
        stamps.add(clock.lastRead());
      }
    }
    return stamps;
  }

  /** Small steps, now and then onto a window's edge, rarely an hour forth or back. */
  private void move(SplittableRandom random, long step) {
    int kind = random.nextInt(JUMP_EVERY);
    if (kind == 0) {
      clock.jump(random.nextBoolean() ? Admitted.HOUR : -Admitted.HOUR);
    } else if (kind < 100) {
      long edge = random.nextBoolean() ? Admitted.MINUTE : Admitted.MINUTE / 120;
      clock.advance(edge - clock.elapsed() % edge - random.nextInt(2));
    } else {
      clock.advance(random.nextLong(2 * step));
    }
  }
}
