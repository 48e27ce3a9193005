package com.tkr.embed.embedding.batching;

import static com.tkr.embed.embedding.batching.TimedModel.input;
import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.model.ModelOutput;
import com.tkr.embed.testing.EchoModel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ExactlyOnceTest {
  private static final int THREADS = 64;
  private static final int INPUTS = 10_000;
  private static final int OUTSTANDING = 50;

  private final AtomicIntegerArray computed = new AtomicIntegerArray(THREADS * INPUTS);
  private final AtomicLong refused = new AtomicLong();
  private final Batcher batcher =
      new Batcher(new BatchLimits(256, 4000, Duration.ofHours(1)), BatchObserver.NONE);

  /** An input that is awaited, and whether it was cancelled. */
  private record Awaited(int id, CompletableFuture<float[]> vector, boolean cancelled) {}

  @Test
  void eachInputIsComputedOnceAndComesToItsOwnCaller() throws Exception {
    Thread owner = new Thread(() -> batcher.serve(new Recording(computed)));
    owner.start();
    ExecutorService clients = Executors.newFixedThreadPool(THREADS);
    List<Future<Long>> cancels = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      cancels.add(clients.submit(() -> client(thread)));
    }
    long cancelled = 0;
    for (Future<Long> client : cancels) {
      cancelled += client.get(60, TimeUnit.SECONDS);
    }
    clients.shutdown();
    assertThat(batcher.awaitIdle(Duration.ofSeconds(10))).isTrue();
    assertThat(batcher.stats().waitingTokens()).isZero();
    assertThat(batcher.stats().reservedTokens()).isZero();
    assertThat(batcher.stats().callers()).isZero();
    assertThat(cancelled).isPositive();
    assertThat(refused.get()).isPositive();
    batcher.close();
    owner.join(10_000);
    assertThat(owner.isAlive()).isFalse();
  }

  private long client(int thread) throws Exception {
    SplittableRandom random = new SplittableRandom(thread);
    Deque<Awaited> awaited = new ArrayDeque<>();
    long cancelled = 0;
    for (int next = 0; next < INPUTS; ) {
      int count = Math.min(1 + random.nextInt(4), INPUTS - next);
      List<ModelInput> inputs = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        inputs.add(input(thread * INPUTS + next + i, 1 + random.nextInt(7)));
      }
      List<CompletableFuture<float[]>> vectors = submit(thread, inputs);
      for (int i = 0; i < count; i++) {
        boolean cancel = random.nextInt(10) == 0 && vectors.get(i).cancel(false);
        cancelled += cancel ? 1 : 0;
        awaited.add(new Awaited(thread * INPUTS + next + i, vectors.get(i), cancel));
      }
      next += count;
      while (awaited.size() > OUTSTANDING || next == INPUTS && !awaited.isEmpty()) {
        check(awaited.poll());
      }
    }
    return cancelled;
  }

  private List<CompletableFuture<float[]>> submit(int thread, List<ModelInput> inputs) {
    while (true) {
      try (Reservation reservation =
          batcher.reserve("caller" + thread % 16, 20, Batcher.NO_DEADLINE)) {
        return batcher.submit(reservation, inputs);
      } catch (QueueFull full) {
        refused.incrementAndGet();
        LockSupport.parkNanos(200_000);
      }
    }
  }

  private void check(Awaited input) throws Exception {
    if (input.cancelled()) {
      assertThat(computed.get(input.id())).isLessThanOrEqualTo(1);
    } else {
      assertThat(input.vector().get(30, TimeUnit.SECONDS)[0]).isEqualTo(input.id());
      assertThat(computed.get(input.id())).isEqualTo(1);
    }
  }

  /** Counts what it computes; its vectors hold the input's id. */
  private record Recording(AtomicIntegerArray computed) implements EmbeddingModel {
    @Override
    public ModelInfo info() {
      return new EchoModel().info();
    }

    @Override
    public ModelOutput embed(List<ModelInput> batch) {
      List<float[]> vectors = new ArrayList<>();
      for (ModelInput input : batch) {
        computed.incrementAndGet(input.inputIds()[0]);
        vectors.add(new float[] {input.inputIds()[0]});
      }
      return new ModelOutput(vectors, 0, 0);
    }

    @Override
    public void close() {}
  }
}
