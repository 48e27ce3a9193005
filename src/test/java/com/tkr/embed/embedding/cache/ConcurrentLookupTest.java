package com.tkr.embed.embedding.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** 64 threads that want the same things at the same time. */
class ConcurrentLookupTest {
  private static final int THREADS = 64;
  private static final int REQUESTS = 500;
  private static final int DISTINCT = 8000;
  private static final int DIMENSION = 16;

  private final VectorCache cache =
      VectorCache.open(new CacheLimits(DIMENSION, 3 * DISTINCT, 0, Duration.ZERO));
  private final ExecutorService clients = Executors.newFixedThreadPool(THREADS);
  private final ExecutorService engine = Executors.newSingleThreadExecutor();
  private final AtomicIntegerArray computed = new AtomicIntegerArray(DISTINCT);

  @AfterEach
  void close() {
    clients.shutdownNow();
    engine.shutdownNow();
    cache.close();
  }

  private interface Client {
    void request(SplittableRandom random) throws Exception;
  }

  private void run(Client client) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Future<?>> ends =
        IntStream.range(0, THREADS)
            .<Future<?>>mapToObj(
                t ->
                    clients.submit(
                        () -> {
                          SplittableRandom random = new SplittableRandom(t);
                          start.await();
                          for (int r = 0; r < REQUESTS; r++) {
                            client.request(random);
                          }
                          return null;
                        }))
            .toList();
    for (Future<?> end : ends) {
      end.get(60, TimeUnit.SECONDS);
    }
  }

  private CompletableFuture<CachedVector> compute(int number) {
    return CompletableFuture.supplyAsync(
        () -> {
          computed.incrementAndGet(number);
          return Vectors.random(DIMENSION, number);
        },
        engine);
  }

  private static int[] numbers(SplittableRandom random) {
    return random.ints(4, 0, DISTINCT).toArray();
  }

  private static List<CacheKey> keys(int[] numbers) {
    return IntStream.of(numbers).mapToObj(Vectors::key).toList();
  }

  private static void check(int[] numbers, List<CachedVector> vectors) {
    for (int i = 0; i < numbers.length; i++) {
      assertThat(Vectors.isOf(numbers[i], vectors.get(i))).isTrue();
    }
  }

  @Test
  void everyInputIsComputedExactlyOnceAndEverybodyGetsTheirOwn() throws Exception {
    run(
        random -> {
          int[] numbers = numbers(random);
          Lookup lookup =
              cache.lookup(
                  keys(numbers),
                  indices -> indices.stream().map(i -> compute(numbers[i])).toList());
          check(numbers, lookup.vectors().get(30, TimeUnit.SECONDS));
        });
    assertThat(IntStream.range(0, DISTINCT).filter(i -> computed.get(i) > 1)).isEmpty();
    CacheStats stats = cache.stats();
    assertThat(stats.hits() + stats.misses()).isEqualTo(4L * THREADS * REQUESTS);
    assertThat(stats.misses() - stats.coalesced())
        .isEqualTo(IntStream.range(0, DISTINCT).map(computed::get).sum());
    assertThat(stats.computing()).isZero();
  }

  /** Some requests give up, some are refused: the others never notice. */
  @Test
  void whoeverIsRefusedOrGivesUpHarmsNobodyElse() throws Exception {
    AtomicLong answered = new AtomicLong();
    run(
        random -> {
          int[] numbers = numbers(random);
          int fate = random.nextInt(4);
          Lookup lookup =
              cache.lookup(
                  keys(numbers),
                  indices ->
                      indices.stream()
                          .map(i -> fate == 0 ? refuse() : compute(numbers[i]))
                          .toList());
          if (fate == 1) {
            lookup.cancel();
            return;
          }
          try {
            check(numbers, lookup.vectors().get(30, TimeUnit.SECONDS));
            answered.incrementAndGet();
          } catch (java.util.concurrent.ExecutionException e) {
            assertThat(fate).as("failed by %s", e.getCause()).isZero();
          }
        });
    assertThat(answered).hasValueGreaterThan(THREADS * REQUESTS / 3);
    engine.submit(() -> {}).get(30, TimeUnit.SECONDS);
    assertThat(cache.stats().computing()).isZero();
  }

  private CompletableFuture<CachedVector> refuse() {
    return CompletableFuture.supplyAsync(
        () -> {
          throw new CompletionException(
              new EmbeddingException(ErrorCode.SERVER_OVERLOADED, "refused"));
        },
        engine);
  }
}
