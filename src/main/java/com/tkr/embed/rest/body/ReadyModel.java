package com.tkr.embed.rest.body;

import com.tkr.embed.embedding.Embedder;
import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.embedding.Embeddings;
import com.tkr.embed.embedding.ModelLifecycle;
import com.tkr.embed.embedding.RequestOptions;
import com.tkr.embed.embedding.RerankRequest;
import com.tkr.embed.embedding.SeenPictures;
import com.tkr.embed.error.Cancellation;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.Task;
import com.tkr.embed.observe.metrics.ServingMetrics;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The model as requests see it: ready or refused, and never waited for longer than the limit. */
@Dependent
public class ReadyModel {
  @Inject private ModelLifecycle lifecycle;
  @Inject private ServingMetrics metrics;

  /**
   * Requires that something embeds, where there is work to be done before.
   *
   * @throws com.tkr.embed.model.ModelNotReady when nothing does
   */
  void requireReady() {
    lifecycle.status().ready();
  }

  /**
   * Requires that it is for what is asked, too.
   *
   * @throws com.tkr.embed.model.ModelNotReady when nothing embeds
   * @throws EmbeddingException 409 when it is for something else
   */
  void require(Task asked) {
    requireReady();
    lifecycle
        .use(
            embedder -> {
              requireTask(asked, embedder);
              return CompletableFuture.completedFuture(asked);
            })
        .join();
  }

  /**
   * Embeds; at the deadline what is still waiting is dropped and the future fails with a {@link
   * java.util.concurrent.TimeoutException}. All of it is one model's, whatever follows it.
   *
   * @throws com.tkr.embed.model.ModelNotReady when nothing embeds
   */
  CompletableFuture<Embeddings> embed(EmbeddingRequest request, RequestOptions options) {
    requireReady();
    return lifecycle.use(embedder -> embed(embedder, request, options));
  }

  /**
   * What the model sees of a request's pictures.
   *
   * @param pixels the place of the input whose pixels are wanted; -1 for none
   * @throws com.tkr.embed.model.ModelNotReady when nothing embeds
   */
  CompletableFuture<SeenPictures> see(
      EmbeddingRequest request, int pixels, Cancellation cancellation) {
    return lifecycle.use(embedder -> embedder.see(request.inputs(), pixels, cancellation));
  }

  /**
   * The same of documents that have so many tokens at most.
   *
   * @throws com.tkr.embed.model.ModelNotReady when nothing scores
   */
  CompletableFuture<RerankRequest> cut(
      RerankRequest request, int tokens, Cancellation cancellation) {
    return lifecycle.use(
        embedder ->
            embedder
                .beginnings(request.texts(), tokens, cancellation)
                .thenApply(request::withTexts));
  }

  private CompletableFuture<Embeddings> embed(
      Embedder embedder, EmbeddingRequest request, RequestOptions options) {
    requireTask(request.task(), embedder);
    requireDimensions(request.dimensions(), embedder.model());
    metrics.items(request.inputs().get(0).modality(), request.inputs().size());
    CompletableFuture<Embeddings> answer = embedder.embed(request, options);
    return answer.isDone()
        ? answer
        : answer.orTimeout(options.deadlineNanos() - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private static void requireTask(Task asked, Embedder embedder) {
    if (asked != embedder.task()) {
      String does =
          asked == Task.EMBED
              ? " scores documents by a query and makes no vectors: POST /rerank, or"
              : " makes vectors and scores no pairs: POST /embed/text, or";
      String serve = asked == Task.EMBED ? "an embedding model" : "a reranker";
      throw new EmbeddingException(
          ErrorCode.CONFLICT,
          "The model " + embedder.model().name() + does + " have the server serve " + serve + ".",
          Map.of("task", embedder.task().word(), "asked", asked.word()));
    }
  }

  private static void requireDimensions(int dimensions, ModelInfo info) {
    if (dimensions > info.embeddingDim()) {
      throw new EmbeddingException(
          ErrorCode.VALIDATION_ERROR,
          "dimensions may be " + info.embeddingDim() + " at most with this model.",
          Map.of("field", "dimensions", "limit", info.embeddingDim()));
    }
  }
}
