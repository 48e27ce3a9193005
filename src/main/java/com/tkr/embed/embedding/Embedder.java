package com.tkr.embed.embedding;

import java.util.concurrent.CompletionStage;

/**
 * The use case: prepares the inputs on the caller's side, queues them, returns the vectors.
 * Thread-safe.
 */
public final class Embedder {
  /**
   * Embeds a request.
   *
   * @return completes with the vectors, or exceptionally with an {@link
   *     com.tkr.embed.error.EmbeddingException}
   */
  public CompletionStage<Embeddings> embed(EmbeddingRequest request) {
    throw new UnsupportedOperationException(request.toString());
  }
}
