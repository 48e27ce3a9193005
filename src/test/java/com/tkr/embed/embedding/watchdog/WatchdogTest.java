package com.tkr.embed.embedding.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.embedding.batching.BatchLimits;
import com.tkr.embed.embedding.batching.BatchObserver;
import com.tkr.embed.embedding.batching.Batcher;
import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.model.ModelOutput;
import com.tkr.embed.testing.EchoModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchdogTest {
  private static final Duration TICK = Duration.ofMillis(100);

  private final Batcher batcher = new Batcher(new BatchLimits(100, 1000), BatchObserver.NONE);
  private final Hanging model = new Hanging();
  private final List<String> stuck = new ArrayList<>();
  private final AtomicInteger recovered = new AtomicInteger();
  private final AtomicInteger exits = new AtomicInteger();
  private final Watchdog watchdog =
      new Watchdog(
          batcher,
          Duration.ofSeconds(60),
          new WatchdogActions(stuck::add, recovered::incrementAndGet, exits::incrementAndGet));
  private Thread owner;
  private long now;

  @BeforeEach
  void serve() {
    batcher.learn(1, 1000);
    owner = new Thread(() -> batcher.serve(model));
    owner.start();
  }

  @AfterEach
  void close() throws InterruptedException {
    model.mayReturn.release(1000);
    watchdog.close();
    batcher.close();
    owner.join(10_000);
    assertThat(owner.isAlive()).isFalse();
  }

  private CompletableFuture<float[]> hang(int tokens) throws InterruptedException {
    ModelInput input = new ModelInput(new int[tokens], 0, List.of());
    CompletableFuture<float[]> vector =
        batcher.submit(batcher.reserve("a", tokens, Batcher.NO_DEADLINE), List.of(input)).get(0);
    assertThat(model.entered.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    return vector;
  }

  private void watch(Duration time) {
    for (long end = now + time.toNanos(); now < end; ) {
      now += TICK.toNanos();
      watchdog.tick(now);
    }
  }

  @Test
  void anIdleEngineIsNeverStuck() {
    watch(Duration.ofHours(1));
    assertThat(stuck).isEmpty();
    assertThat(exits).hasValue(0);
  }

  @Test
  void saysOnceThatABatchHangsAndEndsTheProcessAfterTheSameTimeAgain() throws Exception {
    hang(5);
    watch(Duration.ofSeconds(59));
    assertThat(stuck).isEmpty();
    watch(Duration.ofSeconds(2));
    assertThat(stuck).hasSize(1);
    assertThat(stuck.get(0)).contains("1 inputs, 5 tokens", "for 60 s", "ends in 60 s");
    watch(Duration.ofSeconds(58));
    assertThat(exits).hasValue(0);
    watch(Duration.ofMinutes(10));
    assertThat(stuck).hasSize(1);
    assertThat(exits).hasValue(1);
    assertThat(recovered).hasValue(0);
  }

  @Test
  void aBatchThatComesBackInTimeIsARecovery() throws Exception {
    CompletableFuture<float[]> vector = hang(5);
    watch(Duration.ofSeconds(100));
    model.mayReturn.release();
    vector.get(10, TimeUnit.SECONDS);
    watch(Duration.ofMinutes(10));
    assertThat(stuck).hasSize(1);
    assertThat(recovered).hasValue(1);
    assertThat(exits).hasValue(0);
  }

  @Test
  void theNextBatchHasItsOwnTime() throws Exception {
    for (int i = 0; i < 5; i++) {
      CompletableFuture<float[]> vector = hang(5);
      watch(Duration.ofSeconds(50));
      model.mayReturn.release();
      vector.get(10, TimeUnit.SECONDS);
    }
    assertThat(stuck).isEmpty();
  }

  @Test
  void aBatchExpectedToTakeLongMayTakeTenTimesThat() throws Exception {
    batcher.learn(1, Duration.ofSeconds(1).toNanos());
    batcher.learn(1, Duration.ofSeconds(1).toNanos());
    double perToken = batcher.stats().rate().nanosPerToken() / 1e9;
    hang(90);
    watch(Duration.ofSeconds((long) (10 * 90 * perToken) - 1));
    assertThat(perToken).isGreaterThan(0.1);
    assertThat(stuck).isEmpty();
    watch(Duration.ofSeconds(2));
    assertThat(stuck).hasSize(1);
  }

  @Test
  void theTimeThatTheProcessWasAsleepDoesNotCount() throws Exception {
    hang(5);
    watch(Duration.ofSeconds(1));
    now += Duration.ofHours(8).toNanos();
    watch(Duration.ofSeconds(50));
    assertThat(stuck).isEmpty();
    watch(Duration.ofSeconds(20));
    assertThat(stuck).hasSize(1);
  }

  @Test
  void itsThreadTicksAndEnds() throws Exception {
    CountDownLatch exit = new CountDownLatch(1);
    CountDownLatch said = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    Watchdog quick =
        new Watchdog(
            batcher,
            Duration.ofMillis(1),
            new WatchdogActions(line -> said.countDown(), () -> {}, exit::countDown));
    quick.start(
        work -> {
          threads.add(new Thread(work));
          return threads.get(0);
        });
    hang(5);
    assertThat(said.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(exit.await(10, TimeUnit.SECONDS)).isTrue();
    quick.close();
    threads.get(0).join(10_000);
    assertThat(threads.get(0).isAlive()).isFalse();
    assertThat(threads.get(0).isDaemon()).isTrue();
  }

  /** Returns from a batch only when let. */
  private static final class Hanging implements EmbeddingModel {
    private final Semaphore entered = new Semaphore(0);
    private final Semaphore mayReturn = new Semaphore(0);
    private final EchoModel echo = new EchoModel();

    @Override
    public ModelInfo info() {
      return echo.info();
    }

    @Override
    public ModelOutput embed(List<ModelInput> batch) {
      entered.release();
      mayReturn.acquireUninterruptibly();
      return echo.embed(batch);
    }

    @Override
    public void close() {}
  }
}
