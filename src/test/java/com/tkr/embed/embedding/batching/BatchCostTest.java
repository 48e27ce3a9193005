package com.tkr.embed.embedding.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchCostTest {
  private static final double FIXED = 40e6;
  private static final double PER_TOKEN = 1e5;

  private final Random random = new Random(7);
  private final BatchCost cost = new BatchCost(8192);

  private void feed(int batches, double fixed, double perToken) {
    for (int i = 0; i < batches; i++) {
      long tokens = 1 + random.nextInt(1000);
      double noise = 1 + 0.05 * random.nextGaussian();
      cost.add(tokens, (long) ((fixed + perToken * tokens) * noise));
    }
  }

  @Test
  void findsTheFixedPartAndTheCostOfAToken() {
    feed(100, FIXED, PER_TOKEN);
    assertThat(cost.rate().fixedNanos()).isCloseTo(FIXED, withinPercentage(10));
    assertThat(cost.rate().nanosPerToken()).isCloseTo(PER_TOKEN, withinPercentage(10));
  }

  @Test
  void theBudgetMakesTheFixedPartATenthOfABatch() {
    feed(100, FIXED, PER_TOKEN);
    EngineRate rate = cost.rate();
    double share = rate.fixedNanos() / (rate.fixedNanos() + rate.nanosPerToken() * rate.budget());
    assertThat(rate.budget()).isBetween(3000L, 4200L);
    assertThat(share).isCloseTo(0.1, withinPercentage(1));
  }

  @Test
  void theBudgetStaysWithinItsBounds() {
    feed(100, 1e9, 1e3);
    assertThat(cost.rate().budget()).isEqualTo(8192);
    BatchCost tokenBound = new BatchCost(8192);
    for (int i = 1; i < 50; i++) {
      tokenBound.add(i * 10, i * 1_000_000L);
    }
    assertThat(tokenBound.rate().budget()).isEqualTo(256);
    assertThat(new BatchCost(100).rate().budget()).isEqualTo(100);
  }

  @Test
  void aStrayPauseChangesLittle() {
    feed(100, FIXED, PER_TOKEN);
    double before = cost.rate().tokensPerSecond();
    cost.add(10, 20_000_000_000L);
    cost.add(900, 30_000_000_000L);
    assertThat(cost.rate().tokensPerSecond()).isCloseTo(before, withinPercentage(15));
  }

  @Test
  void aLastingSlowdownIsFollowed() {
    feed(100, FIXED, PER_TOKEN);
    feed(150, 3 * FIXED, 3 * PER_TOKEN);
    assertThat(cost.rate().nanosPerToken()).isCloseTo(3 * PER_TOKEN, withinPercentage(15));
    feed(150, FIXED, PER_TOKEN);
    assertThat(cost.rate().nanosPerToken()).isCloseTo(PER_TOKEN, withinPercentage(15));
  }

  @Test
  void batchesOfOneSizeKeepTheFixedPartAndTheirOwnTime() {
    feed(100, FIXED, PER_TOKEN);
    for (int i = 0; i < 1000; i++) {
      cost.add(3600, (long) (FIXED + PER_TOKEN * 3600 * (1 + 0.05 * random.nextGaussian())));
    }
    assertThat(cost.rate().budget()).isBetween(2000L, 6000L);
    assertThat((double) cost.rate().batchNanos(3600))
        .isCloseTo(FIXED + 3600 * PER_TOKEN, withinPercentage(5));
  }

  @Test
  void oneBatchIsEnoughForARate() {
    assertThat(cost.rate().measured()).isFalse();
    assertThat(cost.rate().tokensPerSecond()).isZero();
    cost.add(10, 1_000_000);
    assertThat(cost.rate().tokensPerSecond()).isCloseTo(1e4, withinPercentage(1));
    assertThat(cost.rate().budget()).isEqualTo(256);
  }

  @Test
  void aSlowFirstBatchIsForgottenSoon() {
    cost.add(10, 10_000_000_000L);
    feed(20, FIXED, PER_TOKEN);
    assertThat(cost.rate().nanosPerToken()).isCloseTo(PER_TOKEN, withinPercentage(30));
  }

  @Test
  void timesThatFallWithSizeGiveAPositiveRate() {
    for (int i = 1; i < 60; i++) {
      cost.add(i * 10, 1_000_000_000L - i * 1_000_000);
    }
    assertThat(cost.rate().nanosPerToken()).isPositive();
    assertThat(cost.rate().fixedNanos()).isPositive();
    assertThat(cost.rate().budget()).isEqualTo(8192);
  }
}
