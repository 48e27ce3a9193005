package com.tkr.embed.embedding.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SingleFlightTest {
  private static final int DIMENSION = 8;
  private final VectorCache cache =
      VectorCache.open(new CacheLimits(DIMENSION, 1000, 0, Duration.ZERO));

  @AfterEach
  void nothingIsLeftBehind() {
    assertThat(cache.stats().computing()).isZero();
    cache.close();
  }

  private static List<CacheKey> keys(long... numbers) {
    return java.util.Arrays.stream(numbers).mapToObj(Vectors::key).toList();
  }

  private static CachedVector vector(long number) {
    return Vectors.random(DIMENSION, number);
  }

  private static EmbeddingException refusal(ErrorCode code) {
    return new EmbeddingException(code, "refused");
  }

  private static void assertFailed(CompletableFuture<?> future, Throwable cause) {
    assertThat(future).isCompletedExceptionally();
    assertThatThrownBy(future::get).hasCause(cause);
  }

  @Test
  void hitsAreThereAtOnceAndOnlyTheRestIsComputed() {
    RecordingComputation first = new RecordingComputation();
    cache.lookup(keys(1, 2), first);
    first.futures.get(0).complete(vector(1));
    first.futures.get(1).complete(vector(2));
    RecordingComputation second = new RecordingComputation();
    Lookup lookup = cache.lookup(keys(3, 1, 4, 2), second);
    assertThat(second.calls).containsExactly(List.of(0, 2));
    assertThat(lookup.hits()).isEqualTo(2);
    assertThat(lookup.misses()).isEqualTo(2);
    assertThat(Vectors.isOf(1, lookup.hit(1))).isTrue();
    assertThat(Vectors.isOf(2, lookup.hit(3))).isTrue();
    assertThat(lookup.pending(1)).isNull();
    assertThat(lookup.vectors()).isNotDone();
    second.futures.get(1).complete(vector(4));
    second.futures.get(0).complete(vector(3));
    assertThat(lookup.vectors().join())
        .satisfiesExactly(
            v -> assertThat(Vectors.isOf(3, v)).isTrue(),
            v -> assertThat(Vectors.isOf(1, v)).isTrue(),
            v -> assertThat(Vectors.isOf(4, v)).isTrue(),
            v -> assertThat(Vectors.isOf(2, v)).isTrue());
    assertThat(cache.stats().hits()).isEqualTo(2);
    assertThat(cache.stats().misses()).isEqualTo(4);
    assertThat(cache.stats().entries()).isEqualTo(4);
  }

  @Test
  void allHitsNeedNoComputation() {
    RecordingComputation first = new RecordingComputation();
    cache.lookup(keys(1), first);
    first.last().complete(vector(1));
    Lookup lookup = cache.lookup(keys(1, 1), first);
    assertThat(first.calls).hasSize(1);
    assertThat(lookup.misses()).isZero();
    assertThat(lookup.vectors()).isCompleted();
  }

  @Test
  void duplicatesWithinARequestAreComputedOnce() {
    RecordingComputation computation = new RecordingComputation();
    Lookup lookup = cache.lookup(keys(5, 6, 5, 5), computation);
    assertThat(computation.calls).containsExactly(List.of(0, 1));
    assertThat(lookup.misses()).isEqualTo(4);
    assertThat(cache.stats().coalesced()).isEqualTo(2);
    computation.futures.get(0).complete(vector(5));
    computation.futures.get(1).complete(vector(6));
    assertThat(Vectors.isOf(5, lookup.pending(3).join())).isTrue();
  }

  @Test
  void duplicatesAcrossRequestsAreComputedOnce() {
    RecordingComputation first = new RecordingComputation();
    RecordingComputation second = new RecordingComputation();
    cache.lookup(keys(5), first);
    Lookup lookup = cache.lookup(keys(4, 5), second);
    assertThat(second.calls).containsExactly(List.of(0));
    first.last().complete(vector(5));
    second.last().complete(vector(4));
    assertThat(Vectors.isOf(5, lookup.pending(1).join())).isTrue();
    assertThat(cache.stats().coalesced()).isEqualTo(1);
  }

  @Test
  void aWaitThatIsCancelledLeavesTheComputationToOthers() {
    RecordingComputation first = new RecordingComputation();
    Lookup leader = cache.lookup(keys(5), first);
    Lookup follower = cache.lookup(keys(5), new RecordingComputation());
    leader.cancel();
    assertThat(leader.pending(0)).isCancelled();
    assertThat(first.last()).isNotDone();
    first.last().complete(vector(5));
    assertThat(Vectors.isOf(5, follower.pending(0).join())).isTrue();
  }

  @Test
  void theLastOneWhoLeavesCancelsTheComputation() {
    RecordingComputation first = new RecordingComputation();
    Lookup leader = cache.lookup(keys(5), first);
    Lookup follower = cache.lookup(keys(5), new RecordingComputation());
    leader.pending(0).cancel(false);
    follower.pending(0).completeExceptionally(new java.util.concurrent.TimeoutException());
    assertThat(first.last()).isCancelled();
    assertThat(cache.stats().computing()).isZero();
    RecordingComputation again = new RecordingComputation();
    Lookup later = cache.lookup(keys(5), again);
    again.last().complete(vector(5));
    assertThat(later.pending(0)).isCompleted();
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorCode.class,
      names = {"SERVER_OVERLOADED", "INFERENCE_TIMEOUT"})
  void aLeadersOwnFailureMakesTheNextOneCompute(ErrorCode code) {
    RecordingComputation first = new RecordingComputation();
    RecordingComputation second = new RecordingComputation();
    RecordingComputation third = new RecordingComputation();
    Lookup one = cache.lookup(keys(5, 5), first);
    Lookup two = cache.lookup(keys(4, 5), second);
    Lookup three = cache.lookup(keys(5), third);
    EmbeddingException refusal = refusal(code);
    first.last().completeExceptionally(refusal);
    assertFailed(one.pending(0), refusal);
    assertFailed(one.pending(1), refusal);
    assertThat(second.calls).containsExactly(List.of(0), List.of(1));
    assertThat(third.calls).isEmpty();
    second.last().complete(vector(5));
    assertThat(Vectors.isOf(5, two.pending(1).join())).isTrue();
    assertThat(Vectors.isOf(5, three.pending(0).join())).isTrue();
    second.futures.get(0).complete(vector(4));
  }

  @Test
  void aCancelledComputationMakesTheNextOneCompute() {
    RecordingComputation first = new RecordingComputation();
    RecordingComputation second = new RecordingComputation();
    Lookup one = cache.lookup(keys(5), first);
    Lookup two = cache.lookup(keys(5), second);
    first.last().cancel(false);
    assertThatThrownBy(one.pending(0)::join).isInstanceOf(CancellationException.class);
    second.last().complete(vector(5));
    assertThat(Vectors.isOf(5, two.pending(0).join())).isTrue();
  }

  @Test
  void aFailureOfTheInputIsShared() {
    RecordingComputation first = new RecordingComputation();
    RecordingComputation second = new RecordingComputation();
    Lookup one = cache.lookup(keys(5), first);
    Lookup two = cache.lookup(keys(5), second);
    EmbeddingException invalid = refusal(ErrorCode.UNPROCESSABLE_IMAGE);
    first.last().completeExceptionally(invalid);
    assertFailed(one.pending(0), invalid);
    assertFailed(two.pending(0), invalid);
    assertThat(second.calls).isEmpty();
    cache.lookup(keys(5), second);
    assertThat(second.calls).hasSize(1);
    second.last().complete(vector(5));
  }

  @Test
  void aComputationThatThrowsFailsItsRequestAlone() {
    EmbeddingException refusal = refusal(ErrorCode.SERVER_OVERLOADED);
    RecordingComputation other = new RecordingComputation();
    List<Lookup> others = new ArrayList<>();
    Lookup lookup =
        cache.lookup(
            keys(5, 6),
            indices -> {
              others.add(cache.lookup(keys(6), other));
              throw refusal;
            });
    assertFailed(lookup.pending(0), refusal);
    assertFailed(lookup.pending(1), refusal);
    other.last().complete(vector(6));
    assertThat(Vectors.isOf(6, others.get(0).pending(0).join())).isTrue();
  }

  @Test
  void aComputationThatLeavesInputsOutFails() {
    Lookup lookup = cache.lookup(keys(5, 6), indices -> List.of(new CompletableFuture<>()));
    assertThat(lookup.pending(0)).isCompletedExceptionally();
    assertThat(lookup.pending(1)).isCompletedExceptionally();
    Lookup none =
        cache.lookup(keys(7), indices -> List.of(CompletableFuture.completedFuture(null)));
    assertThat(none.pending(0)).isCompletedExceptionally();
  }

  @Test
  void thousandsOfRefusedFollowersDoNotNest() {
    int followers = 20_000;
    EmbeddingException refusal = refusal(ErrorCode.SERVER_OVERLOADED);
    RecordingComputation first = new RecordingComputation();
    cache.lookup(keys(5), first);
    int[] calls = new int[1];
    List<Lookup> lookups =
        IntStream.range(0, followers)
            .mapToObj(
                i ->
                    cache.lookup(
                        keys(5),
                        indices -> {
                          calls[0]++;
                          return List.of(CompletableFuture.failedFuture(refusal));
                        }))
            .toList();
    first.last().completeExceptionally(refusal);
    assertThat(lookups).allMatch(lookup -> lookup.pending(0).isCompletedExceptionally());
    assertThat(calls[0]).isEqualTo(followers);
  }

  @Test
  void thousandsOfFollowersGetTheVector() {
    RecordingComputation first = new RecordingComputation();
    cache.lookup(keys(5), first);
    List<Lookup> lookups =
        IntStream.range(0, 20_000).mapToObj(i -> cache.lookup(keys(5), first)).toList();
    first.last().complete(vector(5));
    assertThat(lookups).allMatch(lookup -> Vectors.isOf(5, lookup.pending(0).join()));
    assertThat(first.calls).hasSize(1);
  }

  @Test
  void aBypassNeitherReadsNorWritesNorJoins() {
    RecordingComputation first = new RecordingComputation();
    cache.lookup(keys(5), first);
    RecordingComputation bypass = new RecordingComputation();
    Lookup lookup = VectorCache.bypass(2, bypass);
    assertThat(bypass.calls).containsExactly(List.of(0, 1));
    bypass.futures.forEach(future -> future.complete(vector(5)));
    assertThat(lookup.hits()).isZero();
    assertThat(lookup.vectors().join()).hasSize(2);
    assertThat(cache.stats().entries()).isZero();
    first.last().complete(vector(5));
  }

  @Test
  void withoutAStoreComputationsAreStillShared() {
    VectorCache none = VectorCache.keepingNothing();
    RecordingComputation first = new RecordingComputation();
    none.lookup(keys(5), first);
    Lookup follower = none.lookup(keys(5), first);
    assertThat(first.calls).hasSize(1);
    first.last().complete(vector(5));
    assertThat(follower.pending(0)).isCompleted();
    none.lookup(keys(5), first);
    assertThat(first.calls).hasSize(2);
    assertThat(none.stats().maxEntries()).isZero();
  }
}
