package com.tkr.embed.embedding;

import com.tkr.embed.embedding.cache.CachedVector;
import com.tkr.embed.input.PreparedInput;
import com.tkr.embed.model.ModelOutput;
import com.tkr.embed.model.NoVector;
import java.util.concurrent.CompletableFuture;

/**
 * An input on its way through the pipeline.
 *
 * @param prepared the input as the model takes it; {@code null} in it when nobody wanted it
 * @param vector what others wait for; cancelled when nobody does
 */
record PendingEmbedding(
    CompletableFuture<PreparedInput> prepared, CompletableFuture<CachedVector> vector) {
  /** Passes a failed preparation on. */
  void tellFailure() {
    if (prepared.isCompletedExceptionally()) {
      prepared.whenComplete((input, failure) -> vector.completeExceptionally(failure));
    }
  }

  boolean isWanted() {
    return !vector.isDone() && input() != null;
  }

  PreparedInput input() {
    return prepared.join();
  }

  /** Takes the engine's row when it comes; takes the input back when nobody wants it. */
  void follow(CompletableFuture<float[]> row) {
    row.whenComplete(
        (pooled, failure) -> {
          if (failure != null) {
            vector.completeExceptionally(failure);
          } else {
            take(pooled);
          }
        });
    vector.whenComplete((done, failure) -> row.cancel(false));
  }

  /** Refuses numbers that no answer could carry. */
  private void take(float[] pooled) {
    if (!ModelOutput.isFinite(pooled)) {
      vector.completeExceptionally(new NoVector());
      return;
    }
    PreparedInput input = input();
    vector.complete(CachedVector.of(pooled, input.modelInput().tokens(), input.truncated()));
  }
}
