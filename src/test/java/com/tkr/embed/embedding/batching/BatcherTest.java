package com.tkr.embed.embedding.batching;

import static com.tkr.embed.embedding.batching.TimedModel.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.InferenceFailed;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.model.ModelNotReady;
import com.tkr.embed.model.ModelOutput;
import com.tkr.embed.testing.EchoModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatcherTest {
  private final EchoModel model = new EchoModel();
  private final Batcher batcher = new Batcher(new BatchLimits(8, 1000), BatchObserver.NONE);
  private Thread owner;

  @AfterEach
  void close() throws InterruptedException {
    batcher.close();
    if (owner != null) {
      owner.join(10_000);
      assertThat(owner.isAlive()).isFalse();
    }
  }

  private void serve() {
    owner = new Thread(() -> batcher.serve(model));
    owner.start();
  }

  private List<CompletableFuture<float[]>> submit(ModelInput... inputs) {
    Reservation reservation = batcher.reserve("caller", 1, Batcher.NO_DEADLINE);
    return batcher.submit(reservation, List.of(inputs));
  }

  private static float first(CompletableFuture<float[]> vector) {
    return vector.join()[0];
  }

  @Test
  void batchesWhatWaitsUpToTheTokenBudget() {
    List<CompletableFuture<float[]>> vectors = submit(input(1, 3), input(2, 3), input(3, 3));
    serve();
    vectors.forEach(CompletableFuture::join);
    assertThat(model.batchSizes()).containsExactly(2, 1);
  }

  @Test
  void runsAnInputLongerThanTheBudgetAlone() {
    List<CompletableFuture<float[]>> vectors = submit(input(1, 2), input(2, 100), input(3, 2));
    serve();
    assertThat(vectors).extracting(BatcherTest::first).containsExactly(1f, 2f, 3f);
    assertThat(model.batchSizes()).containsExactly(2, 1);
  }

  /** Of these ids, of which all but the last are shared. */
  private static ModelInput sharing(int... ids) {
    return new ModelInput(ids, 0, ids.length - 1, List.of());
  }

  @Test
  void countsWhatInputsShareOnce() {
    List<CompletableFuture<float[]>> vectors =
        submit(sharing(1, 2, 3, 4), sharing(1, 2, 3, 5), sharing(1, 2, 3, 6), sharing(4, 2, 3, 6));
    assertThat(batcher.stats().waitingTokens()).isEqualTo(4 + 1 + 1 + 4);
    serve();
    vectors.forEach(CompletableFuture::join);
    assertThat(model.batchSizes()).containsExactly(3, 1);
  }

  @Test
  void keepsWhatInputsShareAsLongAsSomethingWaits() throws InterruptedException {
    List<CompletableFuture<float[]>> vectors = submit(input(1, 8), input(2, 8), input(3, 8));
    List<Integer> forgotten = new ArrayList<>();
    vectors.get(1).whenComplete((vector, failure) -> vectors.get(2).cancel(false));
    EmbeddingModel keeping = new Keeping(model, forgotten);
    owner = new Thread(() -> batcher.serve(keeping));
    owner.start();
    vectors.get(1).join();
    assertThat(batcher.awaitIdle(Duration.ofSeconds(10))).isTrue();
    close();
    assertThat(forgotten).isNotEmpty().allMatch(batches -> batches == 2);
  }

  @Test
  void mixesTheInputsOfCallersInABatch() {
    submit(input(1, 3));
    Reservation other = batcher.reserve("other", 3, Batcher.NO_DEADLINE);
    CompletableFuture<float[]> last = batcher.submit(other, List.of(input(2, 3))).get(0);
    serve();
    assertThat(first(last)).isEqualTo(2f);
    assertThat(model.batchSizes()).containsExactly(2);
  }

  @Test
  void neverComputesWhatWasCancelled() {
    CompletableFuture<float[]> gone = submit(input(1, 2)).get(0);
    CompletableFuture<float[]> wanted = submit(input(2, 2)).get(0);
    gone.cancel(false);
    serve();
    assertThat(first(wanted)).isEqualTo(2f);
    assertThat(model.firstIds()).containsExactly(2);
  }

  @Test
  void anInputWithoutAVectorNeitherFailsTheBatchNorRunsItAgain() {
    model.damagedAt(2);
    List<CompletableFuture<float[]>> vectors = submit(input(1, 2), input(2, 2), input(3, 2));
    serve();
    assertThat(first(vectors.get(0))).isEqualTo(1f);
    assertThat(first(vectors.get(1))).isNaN();
    assertThat(first(vectors.get(2))).isEqualTo(3f);
    assertThat(model.batchSizes()).containsExactly(3);
  }

  @Test
  void whatHasNoVectorDoesNotMakeTheEngineLookFast() {
    model.damagedAt(2);
    CompletableFuture<float[]> vector = submit(input(2, 8)).get(0);
    serve();
    assertThat(first(vector)).isNaN();
    assertThat(batcher.stats().rate().measured()).isFalse();
  }

  @Test
  void aFailingInputHarmsNoneButItself() {
    List<CompletableFuture<float[]>> vectors =
        submit(input(1, 2), input(EchoModel.POISON, 2), input(3, 2));
    serve();
    assertThat(first(vectors.get(0))).isEqualTo(1f);
    assertThat(first(vectors.get(2))).isEqualTo(3f);
    assertThatThrownBy(() -> vectors.get(1).join()).hasCauseInstanceOf(InferenceFailed.class);
  }

  @Test
  void anEngineThatReturnsTooFewVectorsFailsTheInputsAndServesOn() {
    EmbeddingModel forgetful = new Forgetful(model);
    CompletableFuture<float[]> vector = submit(input(1, 2)).get(0);
    batcher.serveOnce(forgetful);
    assertThatThrownBy(vector::join).hasCauseInstanceOf(InferenceFailed.class);
  }

  @Test
  void anErrorOfTheEngineFailsItsBatchBeforeItEndsTheThread() {
    List<CompletableFuture<float[]>> vectors = submit(input(1, 2), input(2, 2));
    EmbeddingModel broken = new Broken(model);
    assertThatThrownBy(() -> batcher.serveOnce(broken)).isInstanceOf(LinkageError.class);
    vectors.forEach(
        vector -> assertThatThrownBy(vector::join).hasCauseInstanceOf(InferenceFailed.class));
  }

  @Test
  void aThrowingObserverCostsNobodyAVector() {
    Batcher observed =
        new Batcher(
            new BatchLimits(8, 20),
            new BatchObserver() {
              @Override
              public void batch(Batch batch) {
                throw new IllegalStateException("observer");
              }
            });
    Reservation reservation = observed.reserve("caller", 1, Batcher.NO_DEADLINE);
    CompletableFuture<float[]> vector = observed.submit(reservation, List.of(input(1, 2))).get(0);
    observed.serveOnce(model);
    assertThat(first(vector)).isEqualTo(1f);
  }

  @Test
  void tellsARequestEachBatchOfItsInputsOnce() {
    TimedModel timed = new TimedModel(1000, 10);
    Batcher observed = new Batcher(new BatchLimits(4, 1000), BatchObserver.NONE, timed);
    List<Long> waits = new ArrayList<>();
    Reservation reservation = observed.reserve("caller", 6, Batcher.NO_DEADLINE);
    reservation.tell((waited, vision, text) -> waits.add(waited));
    observed.submit(reservation, List.of(input(1, 2), input(2, 2), input(3, 2)));
    timed.sleep(500);
    observed.serveOnce(timed);
    assertThat(waits).containsExactly(500L);
    timed.sleep(100);
    observed.serveOnce(timed);
    assertThat(waits).hasSize(2);
    assertThat(waits.get(1)).isGreaterThanOrEqualTo(600);
  }

  @Test
  void tellsTheObserverSizeTokensTimesAndWaits() {
    TimedModel timed = new TimedModel(1000, 10);
    List<BatchObserver.Batch> seen = new ArrayList<>();
    Batcher observed =
        new Batcher(
            new BatchLimits(100, 1000),
            new BatchObserver() {
              @Override
              public void batch(Batch batch) {
                seen.add(batch);
              }
            },
            timed);
    observed.submit(
        observed.reserve("caller", 1, Batcher.NO_DEADLINE), List.of(input(1, 2), input(2, 3)));
    timed.sleep(500);
    observed.serveOnce(timed);
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).size()).isEqualTo(2);
    assertThat(seen.get(0).tokens()).isEqualTo(5);
    assertThat(seen.get(0).queueNanos()).containsExactly(500, 500);
    assertThat(observed.stats().inputs()).isEqualTo(2);
    assertThat(observed.stats().batches()).isEqualTo(1);
  }

  @Test
  void closingFailsWhatWaitsAndRefusesWhatComes() {
    Reservation early = batcher.reserve("caller", 1, Batcher.NO_DEADLINE);
    CompletableFuture<float[]> waiting = submit(input(1, 2)).get(0);
    batcher.close();
    assertThatThrownBy(waiting::join).hasCauseInstanceOf(ModelNotReady.class);
    assertThatThrownBy(() -> submit(input(1, 2))).isInstanceOf(ModelNotReady.class);
    assertThatThrownBy(() -> batcher.submit(early, List.of(input(1, 2))))
        .isInstanceOf(ModelNotReady.class);
  }

  @Test
  void drainingComputesWhatWasLetInAndRefusesWhatComes() throws InterruptedException {
    Reservation early = batcher.reserve("caller", 2, Batcher.NO_DEADLINE);
    batcher.drain();
    assertThatThrownBy(() -> submit(input(1, 2))).isInstanceOf(ModelNotReady.class);
    assertThat(batcher.awaitIdle(Duration.ofMillis(1))).isFalse();
    CompletableFuture<float[]> vector = batcher.submit(early, List.of(input(7, 2))).get(0);
    serve();
    assertThat(batcher.awaitIdle(Duration.ofSeconds(10))).isTrue();
    assertThat(vector).isCompletedWithValueMatching(row -> row[0] == 7f);
  }

  /** Says after how many batches it was told to forget. */
  private record Keeping(EchoModel model, List<Integer> forgotten) implements EmbeddingModel {
    @Override
    public ModelOutput embed(List<ModelInput> batch) {
      return model.embed(batch);
    }

    @Override
    public void forget() {
      forgotten.add(model.batchSizes().size());
    }

    @Override
    public ModelInfo info() {
      return model.info();
    }

    @Override
    public void close() {}
  }

  private record Forgetful(EchoModel model) implements EmbeddingModel {
    @Override
    public ModelOutput embed(List<ModelInput> batch) {
      return new ModelOutput(List.of(), 0, 0);
    }

    @Override
    public ModelInfo info() {
      return model.info();
    }

    @Override
    public void close() {}
  }

  private record Broken(EchoModel model) implements EmbeddingModel {
    @Override
    public ModelOutput embed(List<ModelInput> batch) {
      throw new LinkageError("broken");
    }

    @Override
    public ModelInfo info() {
      return model.info();
    }

    @Override
    public void close() {}
  }
}
