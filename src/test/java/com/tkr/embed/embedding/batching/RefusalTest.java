package com.tkr.embed.embedding.batching;

import static com.tkr.embed.embedding.batching.TimedModel.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
  private TimedModel model = new TimedModel(10_000_000, 1_000_000);
  private Duration maxAge = Duration.ofSeconds(2);
  private final List<BatchObserver.RejectionReason> refusals = new ArrayList<>();
  private final List<BatchObserver.Drop> drops = new ArrayList<>();

  private Batcher batcher(long queueTokens) {
    BatchLimits limits = new BatchLimits(512, queueTokens, maxAge);
    BatchObserver observer =
        new BatchObserver() {
          @Override
          public void refused(RejectionReason reason) {
            refusals.add(reason);
          }

          @Override
          public void dropped(Drop reason) {
            drops.add(reason);
          }
        };
    return new Batcher(limits, observer, model);
  }

  private static Reservation reserve(Batcher batcher, String caller, long tokens) {
    return batcher.reserve(caller, tokens, Batcher.NO_DEADLINE);
  }

  private static CompletableFuture<float[]> submit(Batcher batcher, String caller, int tokens) {
    return batcher.submit(reserve(batcher, caller, tokens), List.of(input(1, tokens))).get(0);
  }

  private void learn(Batcher batcher) {
    for (int i = 1; i < 20; i++) {
      submit(batcher, "warm", 10 * i);
      batcher.serveOnce(model);
    }
  }

  @Test
  void anEmptyQueueTakesARequestOfAnySize() {
    Batcher batcher = batcher(100);
    submit(batcher, "a", 5000);
    assertThat(batcher.stats().waitingTokens()).isEqualTo(5000);
    assertThatThrownBy(() -> reserve(batcher, "b", 1)).isInstanceOf(QueueFull.class);
    assertThat(refusals).containsExactly(BatchObserver.RejectionReason.TOKENS);
  }

  @Test
  void aPlaceCountsUntilItIsUsedOrGivenBack() {
    Batcher batcher = batcher(100);
    Reservation reservation = reserve(batcher, "a", 90);
    assertThatThrownBy(() -> reserve(batcher, "b", 20)).isInstanceOf(QueueFull.class);
    reservation.close();
    reservation.close();
    assertThat(batcher.stats().reservedTokens()).isZero();
    assertThat(batcher.stats().callers()).isZero();
    assertThatThrownBy(() -> batcher.submit(reservation, List.of(input(1, 1))))
        .isInstanceOf(IllegalStateException.class);
    reserve(batcher, "b", 20).close();
  }

  @Test
  void submittingReplacesTheEstimateByTheTokens() {
    Batcher batcher = batcher(100);
    batcher.submit(reserve(batcher, "a", 50), List.of(input(1, 3), input(2, 4)));
    assertThat(batcher.stats().reservedTokens()).isZero();
    assertThat(batcher.stats().waitingTokens()).isEqualTo(7);
    assertThat(batcher.stats().waitingInputs()).isEqualTo(2);
  }

  @Test
  void moreTokensThanEstimatedMustFitToo() {
    Batcher batcher = batcher(100);
    submit(batcher, "a", 50);
    Reservation reservation = reserve(batcher, "b", 10);
    assertThatThrownBy(() -> batcher.submit(reservation, List.of(input(1, 30), input(2, 30))))
        .isInstanceOf(QueueFull.class);
    assertThat(batcher.stats().waitingTokens()).isEqualTo(50);
    assertThat(batcher.stats().reservedTokens()).isZero();
  }

  @Test
  void aThirdOfTheQueueStaysFreeForOthers() {
    Batcher batcher = batcher(100);
    int admitted = 0;
    try {
      for (; ; admitted++) {
        submit(batcher, "greedy", 1);
      }
    } catch (QueueFull full) {
      assertThat(refusals).containsExactly(BatchObserver.RejectionReason.SHARE);
    }
    assertThat(admitted).isEqualTo(66);
    submit(batcher, "other", 20);
  }

  @Test
  void whatTheEngineCannotComputeWithinTheAgeIsRefused() {
    Batcher batcher = batcher(1_000_000);
    learn(batcher);
    submit(batcher, "a", 1000);
    assertThatThrownBy(() -> reserve(batcher, "b", 1500)).isInstanceOf(QueueFull.class);
    assertThat(refusals).containsExactly(BatchObserver.RejectionReason.AGE);
    reserve(batcher, "b", 400);
  }

  @Test
  void cancellingGivesTheTokensBackAtOnce() {
    Batcher batcher = batcher(100);
    CompletableFuture<float[]> vector = submit(batcher, "a", 99);
    assertThatThrownBy(() -> reserve(batcher, "b", 50)).isInstanceOf(QueueFull.class);
    vector.cancel(false);
    assertThat(batcher.stats().waitingTokens()).isZero();
    assertThat(batcher.stats().waitingInputs()).isZero();
    assertThat(batcher.stats().callers()).isZero();
    assertThat(drops).containsExactly(BatchObserver.Drop.CANCELLED);
    reserve(batcher, "b", 50);
  }

  @Test
  void whatWaitsTooLongIsDroppedWhileTheEngineIsBusy() {
    Batcher batcher = batcher(100_000);
    submit(batcher, "a", 9000);
    model.during(
        () -> {
          model.during(() -> {});
          CompletableFuture<float[]> vector = submit(batcher, "b", 5);
          model.sleep(Duration.ofMillis(1999).toNanos());
          batcher.expire();
          assertThat(vector).isNotDone();
          model.sleep(Duration.ofMillis(1).toNanos());
          batcher.expire();
          assertThat(vector).isCompletedExceptionally();
          assertThatThrownBy(vector::join).hasCauseInstanceOf(QueueFull.class);
        });
    batcher.serveOnce(model);
    batcher.serveOnce(model);
    assertThat(model.batchTokens()).containsExactly(9000L);
    assertThat(drops).containsExactly(BatchObserver.Drop.AGE);
  }

  @Test
  void whatIsPastItsDeadlineNeverReachesTheEngine() {
    Batcher batcher = batcher(100_000);
    Reservation reservation = batcher.reserve("a", 5, model.getAsLong() + 1000);
    CompletableFuture<float[]> vector = batcher.submit(reservation, List.of(input(1, 5))).get(0);
    model.sleep(1000);
    batcher.serveOnce(model);
    assertThat(model.batchTokens()).isEmpty();
    assertThat(drops).containsExactly(BatchObserver.Drop.DEADLINE);
    assertThatThrownBy(vector::join)
        .cause()
        .isInstanceOfSatisfying(
            EmbeddingException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INFERENCE_TIMEOUT));
  }

  @Test
  void aPassedDeadlineRefusesBeforeAndAfterThePreparation() {
    Batcher batcher = batcher(100_000);
    long deadline = model.getAsLong() + 1000;
    Reservation reservation = batcher.reserve("a", 5, deadline);
    model.sleep(1000);
    assertThatThrownBy(() -> batcher.submit(reservation, List.of(input(1, 5))))
        .isInstanceOf(EmbeddingException.class);
    assertThatThrownBy(() -> batcher.reserve("a", 5, deadline))
        .isInstanceOf(EmbeddingException.class);
    assertThat(batcher.stats().reservedTokens()).isZero();
  }

  @Test
  void aRequestThatNeedsLongByItselfMayWaitForItself() {
    Batcher batcher = batcher(1_000_000);
    learn(batcher);
    List<CompletableFuture<float[]>> vectors =
        batcher.submit(
            reserve(batcher, "a", 5000),
            new Random(1).ints(50, 99, 101).mapToObj(n -> input(n, n)).toList());
    while (batcher.stats().waitingInputs() > 0) {
      batcher.serveOnce(model);
    }
    assertThat(vectors).allMatch(vector -> vector.isDone() && !vector.isCompletedExceptionally());
  }

  /** Refused a third into a batch, at random fillings; nothing else arrives afterwards. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void afterTheTimeToldThereIsRoom(int seed) {
    model = new TimedModel(200_000_000, 20_000_000);
    maxAge = Duration.ofSeconds(40);
    Random random = new Random(seed);
    Batcher batcher = batcher(500 + random.nextInt(4000));
    learn(batcher);
    submit(batcher, "c0", 1 + random.nextInt(300));
    String caller = "c" + random.nextInt(5);
    int more = 1 + random.nextInt(400);
    List<Long> told = new ArrayList<>();
    model.during(
        () -> {
          fill(batcher, random);
          QueueFull full =
              catchThrowableOfType(QueueFull.class, () -> reserve(batcher, caller, more));
          if (full != null) {
            told.add((long) full.details().get("retry_after_seconds"));
          }
          told.add(model.getAsLong());
          model.during(() -> {});
        });
    batcher.serveOnce(model);
    if (told.size() == 2) {
      assertThat(told.get(0)).isBetween(1L, 120L);
      serveUntil(batcher, told.get(1) + told.get(0) * 1_000_000_000L);
    }
    reserve(batcher, caller, more);
  }

  private void fill(Batcher batcher, Random random) {
    for (int i = 0; i < 200; i++) {
      try {
        submit(batcher, "c" + random.nextInt(4), 1 + random.nextInt(300));
      } catch (QueueFull full) {
        assertThat(full.details()).containsKey("retry_after_seconds");
      }
    }
  }

  private void serveUntil(Batcher batcher, long time) {
    while (model.getAsLong() < time && batcher.stats().waitingInputs() > 0) {
      batcher.serveOnce(model);
    }
    model.sleep(Math.max(0, time - model.getAsLong()));
  }
}
