package com.tkr.embed.embedding.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EhcacheStoreTest {
  private static final int WIDE = 3584;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private EhcacheStore open(int dimension, long entries, Duration timeToLive) {
    InstantSource clock = () -> now;
    return new EhcacheStore(new CacheLimits(dimension, entries, 0, timeToLive), clock);
  }

  private static void fill(VectorStore store, int dimension, int from, int to) {
    IntStream.range(from, to).forEach(i -> store.put(Vectors.key(i), Vectors.random(dimension, i)));
  }

  private static long present(VectorStore store, int dimension, int from, int to) {
    return IntStream.range(from, to)
        .filter(
            i -> {
              CachedVector vector = store.get(Vectors.key(i));
              if (vector != null) {
                assertThat(Vectors.isOf(i, vector)).as("vector %d", i).isTrue();
              }
              return vector != null;
            })
        .count();
  }

  @Test
  void smallCachesLieOnTheHeapByReferenceAndHoldTheirBoundExactly() {
    try (EhcacheStore store = open(192, 1000, Duration.ZERO)) {
      CachedVector vector = Vectors.random(192, 0);
      store.put(Vectors.key(0), vector);
      assertThat(store.get(Vectors.key(0))).isSameAs(vector);
      fill(store, 192, 1, 3000);
      assertThat(store.usage().entries()).isBetween(990L, 1000L);
      assertThat(store.usage().evictions()).isEqualTo(3000 - store.usage().entries());
      assertThat(store.usage().bytes()).isLessThan(1000 * 1200);
      assertThat(present(store, 192, 0, 3000)).isEqualTo(store.usage().entries());
    }
  }

  @Test
  void largeCachesHoldAboutTheirBoundOutsideTheHeap() {
    int dimension = 1536;
    int entries = 11_500;
    try (EhcacheStore store = open(dimension, entries, Duration.ZERO)) {
      fill(store, dimension, 0, entries + entries / 4);
      assertThat(store.usage().entries()).isBetween(entries * 9L / 10, entries * 12L / 10);
      assertThat(store.usage().evictions())
          .isEqualTo(entries + entries / 4 - store.usage().entries());
      assertThat(present(store, dimension, 0, entries + entries / 4))
          .isBetween(entries * 9L / 10, entries * 12L / 10);
    }
  }

  @Test
  void whatIsUsedStays() {
    try (EhcacheStore store = open(192, 1000, Duration.ZERO)) {
      fill(store, 192, 0, 100);
      for (int i = 1000; i < 4000; i++) {
        fill(store, 192, i, i + 1);
        now = now.plusMillis(1);
        store.get(Vectors.key(i % 100));
      }
      assertThat(present(store, 192, 0, 100)).isGreaterThan(95);
      assertThat(present(store, 192, 1000, 1500)).isLessThan(100);
    }
  }

  @ParameterizedTest
  @CsvSource({"192, 1000", "3584, 6000"})
  void vectorsExpire(int dimension, int entries) {
    try (EhcacheStore store = open(dimension, entries, Duration.ofSeconds(3600))) {
      fill(store, dimension, 0, 10);
      now = now.plusSeconds(3599);
      assertThat(present(store, dimension, 0, 10)).isEqualTo(10);
      now = now.plusSeconds(2);
      assertThat(present(store, dimension, 0, 10)).isZero();
      assertThat(store.usage().expirations()).isEqualTo(10);
      assertThat(store.usage().entries()).isZero();
    }
  }

  @Test
  void withoutATimeToLiveNothingExpires() {
    try (EhcacheStore store = open(192, 1000, Duration.ZERO)) {
      fill(store, 192, 0, 10);
      now = now.plus(Duration.ofDays(4000));
      assertThat(present(store, 192, 0, 10)).isEqualTo(10);
    }
  }

  @Test
  void clearingDropsEverything() {
    try (EhcacheStore store = open(WIDE, 6000, Duration.ZERO)) {
      fill(store, WIDE, 0, 100);
      store.clear();
      assertThat(present(store, WIDE, 0, 100)).isZero();
      assertThat(store.usage().entries()).isZero();
    }
  }

  @Test
  void aClosedStoreFindsNothing() {
    EhcacheStore store = open(192, 1000, Duration.ZERO);
    fill(store, 192, 0, 1);
    store.close();
    assertThat(store.get(Vectors.key(0))).isNull();
  }

  @Test
  void aCacheThatFindsNoMemoryOutsideTheHeapLivesOnIt() {
    try (EhcacheStore store = open(WIDE, 1_000_000_000, Duration.ZERO)) {
      fill(store, WIDE, 0, 10);
      assertThat(present(store, WIDE, 0, 10)).isEqualTo(10);
      assertThat(store.usage().maxEntries()).isBetween(1000L, 5000L);
    }
  }

  @Test
  void theBoundInBytesIsObeyed() {
    CacheLimits limits = new CacheLimits(WIDE, 1_000_000, 100 << 20, Duration.ZERO);
    assertThat(limits.offHeapBytes()).isBetween(95L << 20, 100L << 20);
    assertThat(limits.fitsHeap()).isFalse();
    assertThat(limits.heapEntries() * 4L * WIDE).isLessThan(64 << 20);
  }
}
