package com.tkr.embed.embedding.batching;

import static com.tkr.embed.embedding.batching.TimedModel.input;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FairnessTest {
  private static final int TOKENS = 50;
  private static final long SECOND = 1_000_000_000;

  private final TimedModel model = new TimedModel(1_000_000, 100_000);
  private final Batcher batcher =
      new Batcher(new BatchLimits(1024, 1 << 20, Duration.ofSeconds(5)), BatchObserver.NONE, model);
  private final Map<String, List<CompletableFuture<float[]>>> accepted = new HashMap<>();
  private final Map<String, Integer> asked = new HashMap<>();

  private void ask(String caller) {
    asked.merge(caller, 1, Integer::sum);
    try {
      Reservation reservation = batcher.reserve(caller, TOKENS, Batcher.NO_DEADLINE);
      accepted
          .computeIfAbsent(caller, c -> new ArrayList<>())
          .addAll(batcher.submit(reservation, List.of(input(1, TOKENS))));
    } catch (QueueFull full) {
      assertThat(full.details()).containsKey("retry_after_seconds");
    }
  }

  private double success(String caller) {
    long done =
        accepted.get(caller).stream()
            .filter(vector -> vector.isDone() && !vector.isCompletedExceptionally())
            .count();
    return done / (double) asked.get(caller);
  }

  /** The engine does 196 inputs a second; ten callers want 15 a second each, one wants 300. */
  @Test
  void oneCallerAtTwentyTimesTheRateDoesNotShutOutTenOthers() {
    long start = model.getAsLong();
    for (long step = 0; step < 60 * 15; step++) {
      while (model.getAsLong() < start + step * SECOND / 15) {
        idleOrServe(start + step * SECOND / 15);
      }
      for (int i = 0; i < 20; i++) {
        ask("greedy");
      }
      for (int i = 0; i < 10; i++) {
        ask("modest" + i);
      }
    }
    while (batcher.stats().waitingInputs() > 0) {
      batcher.serveOnce(model);
    }
    for (int i = 0; i < 10; i++) {
      assertThat(success("modest" + i)).isGreaterThanOrEqualTo(0.99);
    }
    assertThat(success("greedy")).isBetween(0.1, 0.3);
  }

  private void idleOrServe(long until) {
    if (batcher.stats().waitingInputs() == 0) {
      model.sleep(until - model.getAsLong());
    }
    batcher.serveOnce(model);
  }

  @Test
  void callersWithLongAndShortInputsGetTheSameTokens() {
    Map<Integer, Long> served = new HashMap<>();
    FairOrder order = new FairOrder();
    long sequence = 0;
    for (int i = 0; i < 1000; i++) {
      order.add(pending(order, "long", sequence++, 500));
    }
    for (int i = 0; i < 50_000; i++) {
      order.add(pending(order, "short", sequence++, 10));
    }
    for (long tokens = 0; tokens < 200_000; ) {
      PendingInput next = order.poll();
      served.merge(next.tokens(), (long) next.tokens(), Long::sum);
      tokens += next.tokens();
    }
    assertThat(Math.abs(served.get(500) - served.get(10))).isLessThanOrEqualTo(510);
  }

  @Test
  void whoSendsOneLongInputAtATimeGetsNoMoreThanItsShare() {
    FairOrder order = new FairOrder();
    long sequence = 0;
    long steady = 0;
    long single = 0;
    for (int i = 0; i < 20_000; i++) {
      order.add(pending(order, "steady", sequence++, 10));
    }
    order.add(pending(order, "single", sequence++, 1000));
    while (steady + single < 100_000) {
      PendingInput next = order.poll();
      if (next.tokens() == 10) {
        steady += 10;
      } else {
        single += 1000;
        order.add(pending(order, "single", sequence++, 1000));
      }
    }
    assertThat(Math.abs(steady - single)).isLessThanOrEqualTo(2000);
  }

  @Test
  void shortGoesBeforeLongAmongWhatArrivesTogether() {
    FairOrder order = new FairOrder();
    order.add(pending(order, "a", 0, 100));
    order.add(pending(order, "a", 1, 5));
    order.add(pending(order, "a", 2, 5));
    assertThat(List.of(order.poll(), order.poll(), order.poll()))
        .extracting(PendingInput::sequence)
        .containsExactly(1L, 2L, 0L);
  }

  /**
   * An adversary that sees everything: before every turn it tops up the victim's own caller and all
   * others with inputs of random, mostly short lengths.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void nobodyStarves(int seed) {
    Random random = new Random(seed);
    int others = random.nextInt(8);
    long longest = 1 + random.nextInt(2000);
    int victimTokens = 1 + random.nextInt((int) longest);
    long most = longest + random.nextInt(5000);
    FairOrder order = new FairOrder();
    Map<String, Long> waiting = new HashMap<>();
    warmUp(order, random, waiting, new long[] {others, longest, most - victimTokens});
    topUp(order, random, waiting, new long[] {others, longest, most - victimTokens});
    PendingInput victim = pending(order, "c0", 1_000_000, victimTokens);
    order.add(victim);
    waiting.merge("c0", (long) victimTokens, Long::sum);
    double own = CallerQueue.SHORT_FIRST * victimTokens + longest + most;
    double bound = (others + 1) * own + 2.0 * others * longest;
    long total = 0;
    long ownServed = 0;
    for (PendingInput next = order.poll(); next != victim; next = order.poll()) {
      total += next.tokens();
      ownServed += next.caller() == victim.caller() ? next.tokens() : 0;
      assertThat((double) total).isLessThan(bound);
      waiting.merge(next.caller().name(), -(long) next.tokens(), Long::sum);
      topUp(order, random, waiting, new long[] {others, longest, most});
    }
    assertThat((double) ownServed).isLessThan(own);
  }

  /** Leaves the callers at different virtual times, with something waiting. */
  private static void warmUp(
      FairOrder order, Random random, Map<String, Long> waiting, long[] others) {
    for (int i = 0; i < 200; i++) {
      topUp(order, random, waiting, others);
      PendingInput next = order.poll();
      waiting.merge(next.caller().name(), -(long) next.tokens(), Long::sum);
    }
  }

  private static void topUp(
      FairOrder order, Random random, Map<String, Long> waiting, long[] others) {
    for (int c = 0; c <= others[0]; c++) {
      while (true) {
        int most = random.nextInt(20) == 0 ? (int) others[1] : Math.min(20, (int) others[1]);
        int tokens = 1 + random.nextInt(most);
        if (waiting.getOrDefault("c" + c, 0L) + tokens > others[2]) {
          break;
        }
        order.add(pending(order, "c" + c, 2_000_000 + random.nextInt(), tokens));
        waiting.merge("c" + c, (long) tokens, Long::sum);
      }
    }
  }

  private static long serial;

  private static PendingInput pending(FairOrder order, String caller, long id, int tokens) {
    PendingInput pending = new PendingInput(input(1, tokens), tokens, BatchGuard.Mark.NONE);
    Reservation reservation = new Reservation(null, order.caller(caller), 1, Batcher.NO_DEADLINE);
    pending.enter(reservation, id < 2_000_000 ? id : 2_000_000 + serial++, 0, 1);
    return pending;
  }
}
