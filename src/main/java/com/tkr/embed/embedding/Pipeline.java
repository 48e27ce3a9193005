package com.tkr.embed.embedding;

import com.tkr.embed.embedding.batching.Batcher;
import com.tkr.embed.embedding.batching.Place;
import com.tkr.embed.embedding.batching.QueueFull;
import com.tkr.embed.embedding.cache.CachedVector;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.InputPreparer;
import com.tkr.embed.input.PreparedInput;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * What computes: a place in the queue, then the preparation of the inputs on request-side threads,
 * then the batcher. Thread-safe.
 */
final class Pipeline {
  private final InputPreparer preparer;
  private final Batcher batcher;
  private final Executor preparation;
  private final PreparationTimes times;

  Pipeline(InputPreparer preparer, Batcher batcher, Executor preparation, PreparationTimes times) {
    this.preparer = preparer;
    this.batcher = batcher;
    this.preparation = preparation;
    this.times = times;
  }

  /** Is told how long the preparation of an input took. */
  interface PreparationTimes {
    void took(PreparedInput input);
  }

  /**
   * Begins to compute some inputs of a request. An input that is invalid fails alone.
   *
   * @return per index its vector; cancelling one drops it if it still waits
   * @throws com.tkr.embed.error.EmbeddingException when the queue is full or closed
   */
  List<CompletableFuture<CachedVector>> compute(
      EmbeddingRequest request, Terms terms, List<Integer> indices) {
    List<EmbeddingInput> inputs = indices.stream().map(request.inputs()::get).toList();
    long tokens = inputs.stream().mapToLong(preparer::estimateTokens).sum();
    Place place = batcher.reserve(terms.caller(), tokens, terms.deadlineNanos());
    List<Computed> computed =
        inputs.stream().map(input -> prepare(input, request.truncate())).toList();
    CompletableFuture.allOf(
            computed.stream().map(Computed::prepared).toArray(CompletableFuture<?>[]::new))
        .whenComplete((done, failure) -> submit(place, computed));
    List<CompletableFuture<CachedVector>> vectors =
        computed.stream().map(Computed::vector).toList();
    // what nobody wants any more leaves its place at once, whatever is still being prepared
    CompletableFuture.allOf(vectors.toArray(CompletableFuture<?>[]::new))
        .whenComplete((done, failure) -> place.close());
    return vectors;
  }

  private Computed prepare(EmbeddingInput input, boolean truncate) {
    CompletableFuture<CachedVector> vector = new CompletableFuture<>();
    try {
      return new Computed(
          CompletableFuture.supplyAsync(
              () ->
                  vector.isDone()
                      ? null
                      : timed(preparer.prepare(input, truncate, () -> !vector.isDone())),
              preparation),
          vector);
    } catch (RejectedExecutionException e) {
      return new Computed(CompletableFuture.failedFuture(new QueueFull()), vector);
    }
  }

  private PreparedInput timed(PreparedInput input) {
    times.took(input);
    return input;
  }

  /** What was invalid is told first: then nobody may want the rest any more. */
  private void submit(Place place, List<Computed> computed) {
    try (place) {
      computed.forEach(Computed::tellFailure);
      List<Computed> wanted = computed.stream().filter(Computed::isWanted).toList();
      if (!wanted.isEmpty()) {
        List<CompletableFuture<float[]>> rows =
            batcher.submit(place, wanted.stream().map(c -> c.input().modelInput()).toList());
        for (int i = 0; i < rows.size(); i++) {
          wanted.get(i).follow(rows.get(i));
        }
      }
    } catch (RuntimeException e) {
      computed.forEach(c -> c.vector().completeExceptionally(e));
    }
  }
}
