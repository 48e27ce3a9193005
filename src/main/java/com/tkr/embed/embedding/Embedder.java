package com.tkr.embed.embedding;

import com.tkr.embed.embedding.cache.CachedVector;
import com.tkr.embed.embedding.cache.Lookup;
import com.tkr.embed.embedding.cache.VectorCache;
import com.tkr.embed.embedding.quantization.Scales;
import com.tkr.embed.error.Cancellation;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.ImageExtent;
import com.tkr.embed.input.prompt.AroundText;
import com.tkr.embed.input.prompt.TextToken;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The use case: takes from the cache what is there, has the rest computed, and gives every vector
 * the form that was asked for. Thread-safe; nobody waits in it.
 */
public final class Embedder {
  private final ModelInfo model;
  private final InputKeys keys;
  private final VectorCache cache;
  private final Pipeline pipeline;
  private final Scales scales;

  Embedder(ModelInfo model, InputKeys keys, VectorCache cache, Pipeline pipeline) {
    this(model, keys, cache, pipeline, Scales.assumed(model.embeddingDim()));
  }

  Embedder(ModelInfo model, InputKeys keys, VectorCache cache, Pipeline pipeline, Scales scales) {
    this.model = model;
    this.keys = keys;
    this.cache = cache;
    this.pipeline = pipeline;
    this.scales = scales;
  }

  /** What embeds: its name and the floats per vector. */
  public ModelInfo model() {
    return model;
  }

  /** What its vectors are rounded by. */
  public Scales scales() {
    return scales;
  }

  /** The text that the model's tokenizer makes these ids of; empty where there is none. */
  public Optional<String> textOf(int[] ids) {
    return pipeline.textOf(ids);
  }

  /** How much the pictures of inputs are that can be embedded. */
  public ImageExtent imageExtent(List<EmbeddingInput> inputs) {
    return inputs.stream().map(pipeline::imageExtent).reduce(ImageExtent.NONE, ImageExtent::plus);
  }

  /**
   * The tokens of texts, as the model has them.
   *
   * @throws com.tkr.embed.embedding.batching.QueueFull when too much waits
   */
  public CompletableFuture<List<List<TextToken>>> tokens(List<String> texts) {
    return pipeline.tokens(texts);
  }

  /** The special tokens that stand around a text of which nothing else is known. */
  public AroundText aroundText() {
    return pipeline.aroundText();
  }

  /**
   * What token ids are decoded to.
   *
   * @param specialToo whether special tokens are spelled out, or left out
   * @throws com.tkr.embed.embedding.batching.QueueFull when too much waits
   */
  public CompletableFuture<List<String>> decoded(List<int[]> ids, boolean specialToo) {
    return pipeline.decoded(ids, specialToo);
  }

  /**
   * The beginnings of texts, of so many of the model's tokens at most.
   *
   * @param cancellation when nobody waits for them any more
   * @throws com.tkr.embed.embedding.batching.QueueFull when too much waits
   */
  public CompletableFuture<List<String>> beginnings(
      List<String> texts, int tokens, Cancellation cancellation) {
    return pipeline.beginnings(texts, tokens, cancellation);
  }

  /**
   * What the model sees of pictures.
   *
   * @param pixels the place of the input whose pixels are wanted; -1 for none
   * @param cancellation when nobody waits for it any more
   * @throws com.tkr.embed.embedding.batching.QueueFull when too much waits
   */
  public CompletableFuture<SeenPictures> see(
      List<EmbeddingInput> inputs, int pixels, Cancellation cancellation) {
    return pipeline
        .see(inputs, pixels, cancellation)
        .thenApply(seen -> new SeenPictures(model, seen));
  }

  /** What its inputs must be for. */
  public Task task() {
    return pipeline.task();
  }

  /**
   * Embeds a request, or scores its pairs. Cancelling the result drops what is still waiting and
   * wanted by nobody else.
   *
   * @return completes with the vectors, or exceptionally with an {@link
   *     com.tkr.embed.error.EmbeddingException}; complete already when everything was in the cache
   */
  public CompletableFuture<Embeddings> embed(EmbeddingRequest request, RequestOptions options) {
    Lookup lookup = lookup(request, options);
    if (lookup.misses() == 0) {
      return lookup.vectors().thenApply(vectors -> embeddings(request, lookup, vectors));
    }
    CompletableFuture<Embeddings> answer = new CompletableFuture<>();
    failFast(request, lookup, answer);
    lookup
        .vectors()
        .thenApply(vectors -> embeddings(request, lookup, vectors))
        .whenComplete(
            (embeddings, failure) -> {
              if (failure == null) {
                answer.complete(embeddings);
              } else {
                failFast(request, lookup, answer); // an input's failure is told by the input
                answer.completeExceptionally(failure);
              }
            });
    answer.whenComplete((embeddings, failure) -> lookup.cancel());
    return answer;
  }

  private Lookup lookup(EmbeddingRequest request, RequestOptions options) {
    VectorCache.Computation computation = indices -> pipeline.compute(request, options, indices);
    int inputs = request.inputs().size();
    if (!options.cached()) {
      return VectorCache.bypass(inputs, computation);
    }
    return cache.lookup(keys.of(request), computation);
  }

  /** The first failure is the request's; the rest of it is then not wanted any more. */
  private static void failFast(
      EmbeddingRequest request, Lookup lookup, CompletableFuture<?> answer) {
    for (int i = 0; i < lookup.size(); i++) {
      failFast(request, i, lookup, answer);
    }
  }

  private static void failFast(
      EmbeddingRequest request, int index, Lookup lookup, CompletableFuture<?> answer) {
    CompletableFuture<?> pending = lookup.pending(index);
    if (pending != null) {
      pending.whenComplete(
          (vector, failure) -> {
            if (failure != null) {
              answer.completeExceptionally(NamedFailure.of(request, index, failure));
            }
          });
    }
  }

  private Embeddings embeddings(
      EmbeddingRequest request, Lookup lookup, List<CachedVector> vectors) {
    List<float[]> rows = new ArrayList<>(vectors.size());
    List<Integer> truncated = new ArrayList<>();
    long tokens = 0;
    for (CachedVector vector : vectors) {
      if (vector.truncated()) {
        truncated.add(rows.size());
      }
      rows.add(Vectors.shape(vector, request.dimensions(), request.normalize()));
      tokens += vector.tokens();
    }
    int dimension = request.dimensions() == 0 ? model.embeddingDim() : request.dimensions();
    return new Embeddings(
        rows,
        dimension,
        model.name(),
        tokens,
        scales.quantizer(dimension),
        List.of(),
        truncated,
        lookup.hits(),
        lookup.misses());
  }
}
