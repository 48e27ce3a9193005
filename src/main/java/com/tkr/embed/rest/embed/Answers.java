package com.tkr.embed.rest.embed;

import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.embedding.Embeddings;
import com.tkr.embed.embedding.Similarities;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.observe.log.RequestUsage;
import com.tkr.embed.rest.body.UnreadBody;
import com.tkr.embed.rest.codec.EmbedCall;
import com.tkr.embed.rest.codec.HeldBytes;
import com.tkr.embed.rest.codec.SimilarityCall;
import com.tkr.embed.security.auth.RequestContext;
import com.tkr.embed.security.ratelimit.RateLimits;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Turns calls into answers without a waiting thread. Answers complete on the container's threads:
 * the model's own thread never writes to a client.
 */
@Dependent
public class Answers {
  /** Written in a millisecond at most. */
  private static final long QUICK_FLOATS = 20_000;

  @Inject private RateLimits limits;
  @Inject private ReadyModel model;
  @Inject private AnsweringThreads executor;

  /** Embeds. */
  CompletionStage<EmbeddingsAnswer> to(EmbedCall call, UnreadBody body) {
    Stopwatch since = Stopwatch.start();
    Supplier<CompletableFuture<Embeddings>> computation = () -> embedded(call.request(), body);
    return answered(call.held(), computation, Answers::floats)
        .thenApply(found -> new EmbeddingsAnswer(found, call.format(), since.seconds()));
  }

  /** Compares; the sides that are texts are embedded first, together. */
  CompletionStage<SimilarityAnswer> to(SimilarityCall call, UnreadBody body) {
    Stopwatch since = Stopwatch.start();
    return answered(call.held(), () -> embedded(call, body), vectors -> 0)
        .thenApply(
            vectors ->
                new SimilarityAnswer(compared(call, vectors), call.metric(), since.seconds()));
  }

  /** The answering threads, working in the name of the current request. */
  private Executor answering() {
    RequestContext context = RequestContext.current();
    return answer -> executor.execute(() -> context.run(answer));
  }

  private static long floats(Embeddings embeddings) {
    return (long) embeddings.vectors().size() * embeddings.dimension();
  }

  /**
   * What is computed; the body's bytes are released then. What is there at once and small goes on
   * in the same thread, the rest on those that answer: so many large answers at a time, and the
   * container's threads stay free for others.
   */
  private <T> CompletionStage<T> answered(
      HeldBytes held, Supplier<CompletableFuture<T>> computation, ToLongFunction<T> size) {
    CompletableFuture<T> stage;
    try {
      stage = computation.get();
    } catch (RuntimeException e) {
      stage = CompletableFuture.failedFuture(e);
    }
    stage.whenComplete((result, failure) -> held.release());
    boolean quick =
        stage.isCompletedExceptionally()
            || stage.isDone() && size.applyAsLong(stage.join()) <= QUICK_FLOATS;
    return quick ? stage : stage.whenCompleteAsync((result, failure) -> {}, answering());
  }

  /**
   * The items are charged before any work; what they were is told when it is done. What nobody else
   * wants is dropped when the client leaves.
   */
  private CompletableFuture<Embeddings> embedded(EmbeddingRequest request, UnreadBody body) {
    limits.items(body.context(), request.inputs().size());
    CompletableFuture<Embeddings> vectors = model.embed(request, body.options());
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

  private CompletableFuture<List<float[]>> embedded(SimilarityCall call, UnreadBody body) {
    List<EmbeddingInput> inputs =
        Stream.of(call.queries(), call.candidates())
            .flatMap(side -> side.inputs().stream())
            .toList();
    return inputs.isEmpty()
        ? CompletableFuture.completedFuture(List.of())
        : embedded(new EmbeddingRequest(inputs, true, 0, call.truncate()), body)
            .thenApply(Embeddings::vectors);
  }

  /** Compares the sides, the embedded ones standing in the order queries, candidates. */
  private static List<float[]> compared(SimilarityCall call, List<float[]> embedded) {
    int split = call.queries().inputs().size();
    List<float[]> queries = or(call.queries().vectors(), embedded.subList(0, split));
    List<float[]> candidates =
        or(call.candidates().vectors(), embedded.subList(split, embedded.size()));
    SimilarityCall.requireOneLength(queries, candidates);
    return Similarities.of(queries, candidates, call.metric());
  }

  private static List<float[]> or(List<float[]> given, List<float[]> embedded) {
    return given.isEmpty() ? embedded : given;
  }
}
