package com.tkr.embed.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.embedding.cache.CachedVector;
import com.tkr.embed.input.PreparedInput;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.model.NoVector;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PendingEmbeddingTest {
  private static final PreparedInput INPUT =
      new PreparedInput(new ModelInput(new int[] {1, 2, 3}, 0, List.of()), true, 0, 0);

  private final CompletableFuture<PreparedInput> prepared = new CompletableFuture<>();
  private final CompletableFuture<CachedVector> vector = new CompletableFuture<>();
  private final CompletableFuture<float[]> row = new CompletableFuture<>();
  private final PendingEmbedding pending = new PendingEmbedding(prepared, vector);

  @Test
  void a_row_becomes_a_vector_with_what_is_known_of_its_input() {
    prepared.complete(INPUT);
    assertThat(pending.isWanted()).isTrue();
    pending.follow(row);
    row.complete(new float[] {3, 4});
    assertThat(vector.join().pooled()).containsExactly(3, 4);
    assertThat(vector.join().tokens()).isEqualTo(3);
    assertThat(vector.join().truncated()).isTrue();
  }

  @Test
  void numbers_that_no_answer_could_carry_are_a_failure() {
    prepared.complete(INPUT);
    pending.follow(row);
    row.complete(new float[] {3, Float.NaN});
    assertThatThrownBy(vector::join).hasCauseInstanceOf(NoVector.class);
  }

  @Test
  void failures_of_preparation_and_of_the_engine_are_passed_on() {
    prepared.completeExceptionally(new IllegalArgumentException("bad"));
    pending.tellFailure();
    assertThatThrownBy(vector::join).rootCause().hasMessage("bad");

    CompletableFuture<CachedVector> other = new CompletableFuture<>();
    new PendingEmbedding(CompletableFuture.completedFuture(INPUT), other).follow(row);
    row.completeExceptionally(new IllegalStateException("engine"));
    assertThatThrownBy(other::join).hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void what_nobody_wants_is_taken_back_from_the_engine() {
    prepared.complete(INPUT);
    pending.follow(row);
    vector.cancel(false);
    assertThat(row).isCancelled();
    assertThat(pending.isWanted()).isFalse();
  }

  @Test
  void what_was_not_prepared_because_nobody_wanted_it_is_not_wanted() {
    prepared.complete(null);
    assertThat(pending.isWanted()).isFalse();
  }
}
