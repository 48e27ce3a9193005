package com.tkr.embed.rest.body;

import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.embedding.Embeddings;
import com.tkr.embed.embedding.RequestOptions;
import com.tkr.embed.embedding.RerankRequest;
import com.tkr.embed.embedding.Scores;
import com.tkr.embed.embedding.SeenPictures;
import com.tkr.embed.error.Cancellation;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.OpenedInputs;
import com.tkr.embed.observe.log.RequestUsage;
import com.tkr.embed.security.apikey.Permission;
import com.tkr.embed.security.auth.Authentication;
import com.tkr.embed.security.auth.RequestContext;
import com.tkr.embed.security.ratelimit.RateLimits;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Has the vectors of a request made without a waiting thread. Answers complete on the container's
 * threads: the model's own thread never writes to a client.
 */
@Dependent
public class Answers {
  /** Written in a millisecond at most. */
  private static final long QUICK_FLOATS = 20_000;

  @Inject private RateLimits limits;
  @Inject private RequestOptionsReader options;
  @Inject private ReadyModel model;
  @Inject private Pictures pictures;
  @Inject private AnsweringThreads executor;
  @Inject private Authentication authentication;

  /**
   * Embeds. What is there at once and small goes on in the same thread, the rest on those that
   * answer: so many large answers at a time, and the container's threads stay free for others.
   *
   * @param body what the request was read from, which says on whose behalf and until when
   * @throws com.tkr.embed.error.EmbeddingException 400, 409, 429 or 503
   */
  public CompletionStage<Embeddings> embed(EmbeddingRequest request, RequestBody body) {
    model.require(request.task());
    return answered(vectors(request, charged(request, body), body));
  }

  private CompletionStage<Embeddings> answered(CompletableFuture<Embeddings> vectors) {
    boolean quick =
        vectors.isCompletedExceptionally()
            || vectors.isDone() && floats(vectors.join()) <= QUICK_FLOATS;
    return quick ? vectors : vectors.whenCompleteAsync((found, failure) -> {}, answering());
  }

  /**
   * Refuses what a request's header says wrongly of its computation, where there is nothing to
   * compute.
   *
   * @throws com.tkr.embed.error.EmbeddingException 400
   */
  public void check(RequestBody body) {
    options.read(body);
  }

  /**
   * Embeds what the caller may embed, where it is the body that tells what that is.
   *
   * @throws com.tkr.embed.error.EmbeddingException 400, 403, 429 or 503
   */
  public CompletionStage<Embeddings> embedAllowed(EmbeddingRequest request, RequestBody body) {
    request.inputs().stream()
        .map(EmbeddingInput::modality)
        .distinct()
        .map(modality -> Permission.named("embed:" + modality).orElseThrow())
        .forEach(needed -> authentication.require(body.context(), List.of(needed)));
    return embed(request, body);
  }

  /**
   * Charged before any work.
   *
   * @return what its header asks of its computation
   */
  private RequestOptions charged(EmbeddingRequest request, RequestBody body) {
    RequestOptions asked = options.read(body);
    limits.items(body.context(), request.inputs().size());
    return asked;
  }

  private CompletableFuture<Embeddings> vectors(
      EmbeddingRequest request, RequestOptions asked, RequestBody body) {
    return pictures.areThere(request)
        ? begun(request, asked, body)
        : opened(request, asked, body)
            .thenCompose(
                opened ->
                    begun(request.of(opened.inputs()), asked, body)
                        .thenApply(found -> found.withPages(opened.pages())));
  }

  /** Pages are charged when they are known. */
  private CompletableFuture<OpenedInputs> opened(
      EmbeddingRequest request, RequestOptions asked, RequestBody body) {
    return awaited(cancellation -> pictures.opened(request, body, cancellation), asked, body)
        .thenApply(
            opened -> {
              int pages = opened.inputs().size() - request.inputs().size();
              if (pages > 0) {
                limits.items(body.context(), pages);
              }
              return opened;
            });
  }

  /** Until the deadline, and as long as the client waits; what is under way ends with that. */
  private static <T> CompletableFuture<T> awaited(
      Function<Cancellation, CompletableFuture<T>> work, RequestOptions asked, RequestBody body) {
    CompletableFuture<T> wanted = new CompletableFuture<>();
    try {
      work.apply(Cancellation.of(wanted))
          .whenComplete(
              (done, failure) -> {
                if (failure == null) {
                  wanted.complete(done);
                } else {
                  wanted.completeExceptionally(failure);
                }
              });
    } catch (EmbeddingException e) {
      wanted.completeExceptionally(e); // ends what had begun
    }
    body.progress().await(wanted);
    return wanted.orTimeout(asked.deadlineNanos() - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  /**
   * What the model sees of a request's pictures; charged like embedding them.
   *
   * @param pixels the place, after PDF files were opened, of the input whose pixels are wanted; -1
   *     for none
   * @throws com.tkr.embed.error.EmbeddingException 400, 429 or 503
   */
  public CompletionStage<SeenPictures> see(EmbeddingRequest request, int pixels, RequestBody body) {
    model.requireReady();
    RequestOptions asked = charged(request, body);
    return opened(request, asked, body)
        .thenCompose(
            opened ->
                awaited(
                    cancellation -> model.see(request.of(opened.inputs()), pixels, cancellation),
                    asked,
                    body))
        .whenCompleteAsync((seen, failure) -> {}, answering());
  }

  /**
   * Scores documents by a query; as {@link #embed} otherwise.
   *
   * @param tokens of a document's text at most; 0 where the model's length alone is the limit
   * @throws com.tkr.embed.error.EmbeddingException 400, 409, 429 or 503
   */
  public CompletionStage<Scores> rerank(RerankRequest request, int tokens, RequestBody body) {
    EmbeddingRequest pairs = request.pairs();
    if (tokens == 0) {
      return embed(pairs, body).thenApply(Scores::new);
    }
    model.require(pairs.task());
    RequestOptions asked = charged(pairs, body);
    return answered(
            cut(request, tokens, asked, body).thenCompose(cut -> vectors(cut.pairs(), asked, body)))
        .thenApply(Scores::new);
  }

  private CompletableFuture<RerankRequest> cut(
      RerankRequest request, int tokens, RequestOptions asked, RequestBody body) {
    return awaited(
        cancellation ->
            model
                .cut(request, tokens, cancellation)
                .whenCompleteAsync((cut, failure) -> {}, body.context()::run),
        asked,
        body);
  }

  /**
   * What the items were is told when it is done. What nobody else wants is dropped when the client
   * leaves.
   */
  private CompletableFuture<Embeddings> begun(
      EmbeddingRequest request, RequestOptions asked, RequestBody body) {
    body.timed(asked.times());
    body.computes(request.inputs());
    CompletableFuture<Embeddings> vectors = model.embed(request, asked);
    body.progress().await(vectors);
    return vectors.thenApply(
        found -> {
          body.context().usage(usage(found));
          return found;
        });
  }

  private static RequestUsage usage(Embeddings found) {
    return new RequestUsage(found.vectors().size(), found.tokens(), found.hits());
  }

  private static long floats(Embeddings embeddings) {
    return (long) embeddings.vectors().size() * embeddings.dimension();
  }

  /** The answering threads, working on behalf of the current request. */
  private Executor answering() {
    RequestContext context = RequestContext.current();
    return answer -> executor.execute(() -> context.run(answer));
  }
}
