package com.tkr.embed.embedding;

import com.tkr.embed.embedding.batching.Batcher;
import com.tkr.embed.embedding.batching.QueueFull;
import com.tkr.embed.embedding.batching.Reservation;
import com.tkr.embed.embedding.cache.CachedVector;
import com.tkr.embed.error.Cancellation;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.ImageExtent;
import com.tkr.embed.input.InputPreparer;
import com.tkr.embed.input.Preparation;
import com.tkr.embed.input.PreparedInput;
import com.tkr.embed.input.QueryPictures;
import com.tkr.embed.input.SeenPicture;
import com.tkr.embed.input.TextTokens;
import com.tkr.embed.input.prompt.AroundText;
import com.tkr.embed.input.prompt.TextToken;
import com.tkr.embed.model.Task;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What computes: a reservation in the queue, then the preparation of the inputs on request-side
 * threads, then the batcher. Thread-safe.
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

  /** What its model is for. */
  Task task() {
    return preparer.profile().task();
  }

  /** Is told how long the preparation of an input took. */
  interface PreparationTimes {
    void took(PreparedInput input);
  }

  /** See {@link InputPreparer#imageExtent}. */
  ImageExtent imageExtent(EmbeddingInput input) {
    return preparer.imageExtent(input);
  }

  /** See {@link TextTokens#textOf}. */
  Optional<String> textOf(int[] ids) {
    return preparer.texts().textOf(ids);
  }

  /**
   * The tokens of texts, made by the threads that prepare inputs.
   *
   * @throws QueueFull when these have too much to do
   */
  CompletableFuture<List<List<TextToken>>> tokens(List<String> texts) {
    return each(texts, preparer.texts()::of);
  }

  /**
   * The beginnings of texts, see {@link TextTokens#beginning}, made by the same threads as long as
   * somebody waits for them.
   *
   * @throws QueueFull when these have too much to do
   */
  CompletableFuture<List<String>> beginnings(
      List<String> texts, int tokens, Cancellation cancellation) {
    return each(
        texts,
        text -> {
          cancellation.check();
          return preparer.texts().beginning(text, tokens);
        });
  }

  /**
   * The texts of ids, see {@link TextTokens#decode}, made by the same threads.
   *
   * @throws QueueFull when these have too much to do
   */
  CompletableFuture<List<String>> decoded(List<int[]> all, boolean specialToo) {
    return each(all, ids -> preparer.texts().decode(ids, specialToo));
  }

  /** See {@link TextTokens#around}. */
  AroundText aroundText() {
    return preparer.texts().around();
  }

  private <S, T> CompletableFuture<List<T>> each(List<S> all, Function<S, T> made) {
    try {
      return CompletableFuture.supplyAsync(() -> all.stream().map(made).toList(), preparation);
    } catch (RejectedExecutionException e) {
      throw new QueueFull();
    }
  }

  /**
   * What the model sees of pictures, found by the threads that prepare inputs as long as somebody
   * waits for it.
   *
   * @param pixels the place of the input whose pixels are wanted; -1 for none
   * @throws QueueFull when these have too much to do
   */
  CompletableFuture<List<SeenPicture>> see(
      List<EmbeddingInput> inputs, int pixels, Cancellation cancellation) {
    try {
      return CompletableFuture.supplyAsync(
          () ->
              IntStream.range(0, inputs.size())
                  .mapToObj(i -> preparer.see(inputs.get(i), i == pixels, cancellation))
                  .flatMap(List::stream)
                  .toList(),
          preparation);
    } catch (RejectedExecutionException e) {
      throw new QueueFull();
    }
  }

  /**
   * Begins to compute some inputs of a request. An input that is invalid fails alone.
   *
   * @return per index its vector; cancelling one drops it if it still waits
   * @throws com.tkr.embed.error.EmbeddingException when the queue is full or closed
   */
  List<CompletableFuture<CachedVector>> compute(
      EmbeddingRequest request, RequestOptions options, List<Integer> indices) {
    List<EmbeddingInput> inputs = indices.stream().map(request.inputs()::get).toList();
    long tokens = preparer.estimateTokens(inputs);
    Reservation reservation = batcher.reserve(options.caller(), tokens, options.deadlineNanos());
    QueryPictures query = new QueryPictures();
    reservation.tell(options.times());
    long began = System.nanoTime();
    List<PendingEmbedding> pending =
        inputs.stream()
            .map(input -> prepare(input, wait -> new Preparation(request.truncate(), wait, query)))
            .toList();
    CompletableFuture.allOf(
            pending.stream().map(PendingEmbedding::prepared).toArray(CompletableFuture<?>[]::new))
        .whenComplete(
            (done, failure) -> {
              options.times().prepared(System.nanoTime() - began);
              submit(reservation, pending);
            });
    List<CompletableFuture<CachedVector>> vectors =
        pending.stream().map(PendingEmbedding::vector).toList();
    // what nobody wants any more leaves its reservation at once, whatever is still being prepared
    CompletableFuture.allOf(vectors.toArray(CompletableFuture<?>[]::new))
        .whenComplete((done, failure) -> reservation.close());
    return vectors;
  }

  private PendingEmbedding prepare(EmbeddingInput input, Function<Cancellation, Preparation> how) {
    CompletableFuture<CachedVector> vector = new CompletableFuture<>();
    try {
      return new PendingEmbedding(
          CompletableFuture.supplyAsync(
              () ->
                  vector.isDone()
                      ? null
                      : timed(preparer.prepare(input, how.apply(Cancellation.of(vector)))),
              preparation),
          vector);
    } catch (RejectedExecutionException e) {
      return new PendingEmbedding(CompletableFuture.failedFuture(new QueueFull()), vector);
    }
  }

  private PreparedInput timed(PreparedInput input) {
    times.took(input);
    return input;
  }

  /** What was invalid is told first: then nobody may want the rest any more. */
  private void submit(Reservation reservation, List<PendingEmbedding> pending) {
    try (reservation) {
      pending.forEach(PendingEmbedding::tellFailure);
      List<PendingEmbedding> wanted = pending.stream().filter(PendingEmbedding::isWanted).toList();
      if (!wanted.isEmpty()) {
        List<CompletableFuture<float[]>> rows =
            batcher.submit(reservation, wanted.stream().map(c -> c.input().modelInput()).toList());
        for (int i = 0; i < rows.size(); i++) {
          wanted.get(i).follow(rows.get(i));
        }
      }
    } catch (RuntimeException e) {
      pending.forEach(c -> c.vector().completeExceptionally(e));
    }
  }
}
