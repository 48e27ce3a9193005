package com.tkr.embed.api;

import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.embedding.Embeddings;
import com.tkr.embed.embedding.ModelLifecycle;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.model.InferenceFailed;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelNotReady;
import com.tkr.embed.model.ModelState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The model as requests see it: ready or refused, and never waited for longer than the limit. */
@ApplicationScoped
public class ReadyModel {
  @Inject private ModelLifecycle lifecycle;

  /** Seconds after which a request is answered although its vectors are not there. */
  @Inject
  @ConfigProperty(name = "embedding.request-timeout-seconds", defaultValue = "300")
  private long timeoutSeconds;

  /**
   * What is being served.
   *
   * @throws ModelNotReady when nothing is
   */
  ModelState.Ready ready() {
    if (lifecycle.state() instanceof ModelState.Ready ready) {
      return ready;
    }
    throw new ModelNotReady();
  }

  /**
   * Embeds; at the limit what is still waiting is dropped and the future fails with a {@link
   * java.util.concurrent.TimeoutException}.
   */
  CompletableFuture<Embeddings> embed(EmbeddingRequest request) {
    requireDimensions(request.dimensions(), ready().info());
    return lifecycle
        .embedder()
        .embed(request)
        .toCompletableFuture()
        .orTimeout(timeoutSeconds, TimeUnit.SECONDS)
        .thenApply(ReadyModel::finite);
  }

  /** Refuses vectors that no answer could carry. */
  private static Embeddings finite(Embeddings embeddings) {
    for (float[] vector : embeddings.vectors()) {
      for (float value : vector) {
        if (!Float.isFinite(value)) {
          throw new InferenceFailed(new ArithmeticException("a vector is not finite"));
        }
      }
    }
    return embeddings;
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
