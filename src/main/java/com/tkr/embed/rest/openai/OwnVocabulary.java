package com.tkr.embed.rest.openai;

import com.tkr.embed.config.settings.TokenVocabulary;
import com.tkr.embed.embedding.ModelLifecycle;
import com.tkr.embed.rest.codec.Invalid;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** That of the model's own tokenizer. */
final class OwnVocabulary implements Vocabulary {
  private final ModelLifecycle lifecycle;

  OwnVocabulary(ModelLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  @Override
  public TokenVocabulary kind() {
    return TokenVocabulary.OWN;
  }

  @Override
  public String text(TokenIds ids) {
    return decoded(ids)
        .orElseThrow(
            () ->
                Invalid.field(
                    ids.name(),
                    "has token ids that the model's tokenizer makes of no text: send the text"
                        + " itself"));
  }

  @Override
  public boolean gives(List<TokenIds> all) {
    return all.stream().allMatch(ids -> decoded(ids).isPresent());
  }

  private Optional<String> decoded(TokenIds ids) {
    return lifecycle
        .use(embedder -> CompletableFuture.completedFuture(embedder.textOf(ids.ids())))
        .join();
  }
}
