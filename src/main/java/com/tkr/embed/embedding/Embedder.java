package com.tkr.embed.embedding;

import com.tkr.embed.batching.Batcher;
import com.tkr.embed.batching.Place;
import com.tkr.embed.batching.QueueFull;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.InputPreparer;
import com.tkr.embed.input.PreparedInput;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelInput;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;

/**
 * The use case: prepares the inputs on request-side threads, queues them, returns the vectors.
 * Thread-safe.
 */
public final class Embedder {
  private final ModelInfo model;
  private final InputPreparer preparer;
  private final Batcher batcher;
  private final Executor preparation;

  Embedder(ModelInfo model, InputPreparer preparer, Batcher batcher, Executor preparation) {
    this.model = model;
    this.preparer = preparer;
    this.batcher = batcher;
    this.preparation = preparation;
  }

  /** What embeds: its name and the floats per vector. */
  public ModelInfo model() {
    return model;
  }

  /**
   * Embeds a request. Cancelling the result drops what is still waiting.
   *
   * @return completes with the vectors, or exceptionally with an {@link
   *     com.tkr.embed.error.EmbeddingException}
   */
  public CompletionStage<Embeddings> embed(EmbeddingRequest request) {
    Queue<CompletableFuture<?>> parts = new ConcurrentLinkedQueue<>();
    CompletableFuture<Embeddings> answer =
        prepare(request, parts)
            .thenCompose(
                inputs ->
                    compute(inputs, parts).thenApply(rows -> embeddings(request, inputs, rows)));
    answer.whenComplete((embeddings, failure) -> parts.forEach(part -> part.cancel(false)));
    return answer;
  }

  private CompletableFuture<List<PreparedInput>> prepare(
      EmbeddingRequest request, Queue<CompletableFuture<?>> parts) {
    try {
      return all(
          request.inputs().stream().map(input -> prepare(input, request.truncate())).toList(),
          parts);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(new QueueFull());
    }
  }

  private CompletableFuture<PreparedInput> prepare(EmbeddingInput input, boolean truncate) {
    return CompletableFuture.supplyAsync(() -> preparer.prepare(input, truncate), preparation);
  }

  private CompletableFuture<List<float[]>> compute(
      List<PreparedInput> inputs, Queue<CompletableFuture<?>> parts) {
    List<ModelInput> prepared = inputs.stream().map(PreparedInput::modelInput).toList();
    long tokens = prepared.stream().mapToLong(ModelInput::tokens).sum();
    try (Place place = batcher.reserve("", tokens, Batcher.NO_DEADLINE)) {
      return all(batcher.submit(place, prepared), parts);
    }
  }

  private Embeddings embeddings(
      EmbeddingRequest request, List<PreparedInput> inputs, List<float[]> rows) {
    List<float[]> vectors =
        rows.stream()
            .map(row -> Vectors.shape(row, request.dimensions(), request.normalize()))
            .toList();
    int dimension = request.dimensions() == 0 ? model.embeddingDim() : request.dimensions();
    long tokens = inputs.stream().mapToLong(input -> input.modelInput().tokens()).sum();
    List<Integer> truncated =
        IntStream.range(0, inputs.size()).filter(i -> inputs.get(i).truncated()).boxed().toList();
    return new Embeddings(vectors, dimension, model.name(), tokens, truncated);
  }

  private static <T> CompletableFuture<List<T>> all(
      List<CompletableFuture<T>> futures, Queue<CompletableFuture<?>> parts) {
    parts.addAll(futures);
    return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
        .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
  }
}
