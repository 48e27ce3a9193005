package com.tkr.embed.rest.body;

import com.tkr.embed.embedding.ModelLifecycle;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.TokenIds;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Token ids of the model's own vocabulary, as the texts that they stand for. */
@Dependent
public class OwnTokens {
  /** Says in an answer whose ids those of its request were taken for. */
  public static final String HEADER = "X-Embedding-Token-Ids";

  @Inject private ModelLifecycle lifecycle;

  /**
   * The text.
   *
   * @throws com.tkr.embed.error.EmbeddingException 400 where the tokenizer makes the ids of none
   */
  public String text(TokenIds ids) {
    return found(ids)
        .orElseThrow(
            () ->
                Invalid.field(
                    ids.name(),
                    "has token ids that the model's tokenizer makes of no text: send the text"
                        + " itself"));
  }

  /** Whether these are exactly what the tokenizer makes of some text. */
  public boolean areOfText(TokenIds ids) {
    return found(ids).isPresent();
  }

  private Optional<String> found(TokenIds ids) {
    return lifecycle
        .use(embedder -> CompletableFuture.completedFuture(embedder.textOf(ids.ids())))
        .join();
  }
}
