package com.tkr.embed.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.model.InferenceFailed;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.model.ModelNotReady;
import com.tkr.embed.testing.EchoModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatcherTest {
  private final EchoModel model = new EchoModel();
  private final Batcher batcher = new Batcher(new BatchLimits(8, 20));
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

  private static ModelInput input(int first, int tokens) {
    int[] ids = new int[tokens];
    ids[0] = first;
    return new ModelInput(ids, 0, List.of());
  }

  private static float first(CompletableFuture<float[]> vector) {
    return vector.join()[0];
  }

  @Test
  void givesEveryInputItsOwnVector() {
    serve();
    ExecutorService clients = Executors.newFixedThreadPool(16);
    List<CompletableFuture<Float>> answers = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      int id = i;
      answers.add(
          CompletableFuture.supplyAsync(
              () -> {
                while (true) {
                  try {
                    return first(batcher.submit(List.of(input(id, 1 + id % 7))).get(0));
                  } catch (QueueFull full) {
                    Thread.onSpinWait();
                  }
                }
              },
              clients));
    }
    for (int i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i).join()).isEqualTo(i);
    }
    clients.shutdown();
  }

  @Test
  void batchesWhatWaitsUpToTheTokenBudget() {
    List<CompletableFuture<float[]>> vectors = new ArrayList<>();
    List.of(3, 3, 3, 8, 2).forEach(n -> vectors.addAll(batcher.submit(List.of(input(n, n)))));
    serve();
    vectors.forEach(CompletableFuture::join);
    assertThat(model.batchSizes()).containsExactly(2, 1, 1, 1);
  }

  @Test
  void runsAnInputLongerThanTheBudgetAlone() {
    List<CompletableFuture<float[]>> vectors =
        batcher.submit(List.of(input(1, 2), input(2, 100), input(3, 2)));
    serve();
    assertThat(vectors).extracting(BatcherTest::first).containsExactly(1f, 2f, 3f);
    assertThat(model.batchSizes()).containsExactly(1, 1, 1);
  }

  @Test
  void refusesAllOfARequestThatWouldPassTheQueueBound() {
    batcher.submit(List.of(input(1, 15)));
    assertThatThrownBy(() -> batcher.submit(List.of(input(2, 3), input(3, 3))))
        .isInstanceOf(QueueFull.class);
    CompletableFuture<float[]> fits = batcher.submit(List.of(input(4, 5))).get(0);
    serve();
    assertThat(first(fits)).isEqualTo(4f);
  }

  @Test
  void neverComputesWhatWasCancelled() {
    CompletableFuture<float[]> gone = batcher.submit(List.of(input(1, 2))).get(0);
    CompletableFuture<float[]> wanted = batcher.submit(List.of(input(2, 2))).get(0);
    gone.cancel(false);
    serve();
    assertThat(first(wanted)).isEqualTo(2f);
    assertThat(model.firstIds()).containsExactly(2);
  }

  @Test
  void aFailingInputHarmsNoneButItself() {
    List<CompletableFuture<float[]>> vectors =
        batcher.submit(List.of(input(1, 2), input(EchoModel.POISON, 2), input(3, 2)));
    serve();
    assertThat(first(vectors.get(0))).isEqualTo(1f);
    assertThat(first(vectors.get(2))).isEqualTo(3f);
    assertThatThrownBy(() -> vectors.get(1).join()).hasCauseInstanceOf(InferenceFailed.class);
  }

  @Test
  void closingFailsWhatWaitsAndRefusesWhatComes() {
    CompletableFuture<float[]> waiting = batcher.submit(List.of(input(1, 2))).get(0);
    batcher.close();
    assertThatThrownBy(waiting::join).hasCauseInstanceOf(ModelNotReady.class);
    assertThatThrownBy(() -> batcher.submit(List.of(input(1, 2))))
        .isInstanceOf(ModelNotReady.class);
  }
}
