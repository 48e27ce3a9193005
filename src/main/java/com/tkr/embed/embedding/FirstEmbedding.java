package com.tkr.embed.embedding;

import com.tkr.embed.embedding.batching.Batcher;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.InputPreparer;
import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.InferenceFailed;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.ModelOutput;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The embedding that a model is ready by.
 *
 * @param batcher is told what it took, so that it can judge the first requests
 */
record FirstEmbedding(EmbeddingModel model, InputPreparer preparer, Batcher batcher) {
  /** A text that takes longer is not computed once more, prompt kept, to know it better. */
  private static final long SLOW_NANOS = 500_000_000;

  /**
   * What a short text takes. Where the words of this one meet damaged weights, the bare prompt
   * decides whether any would do.
   *
   * @throws ModelLoadFailed when the model cannot embed either
   */
  Duration run() {
    return embed(new EmbeddingInput("Hello world", List.of(), null))
        .or(() -> embed(new EmbeddingInput("", List.of(), "")))
        .orElseThrow(
            () ->
                new ModelLoadFailed(
                    "The model's first embedding is not finite: every input meets damaged weights;"
                        + " fetch the checkpoint again. "
                        + model.damage()));
  }

  /** What the text took; empty when its vector is not finite. */
  private Optional<Duration> embed(EmbeddingInput text) {
    ModelInput input = preparer.prepare(text, false).modelInput();
    try {
      long nanos = nanos(input);
      long tokens = input.tokens();
      if (nanos >= 0 && nanos < SLOW_NANOS) {
        nanos = nanos(input);
        tokens = input.ownTokens();
      }
      if (nanos < 0) {
        return Optional.empty();
      }
      batcher.learn(tokens, nanos);
      return Optional.of(Duration.ofNanos(nanos));
    } catch (InferenceFailed e) {
      throw new ModelLoadFailed(
          "The model's first embedding failed: "
              + Objects.requireNonNull(e.getCause()).getMessage(),
          e);
    }
  }

  /** What it took; -1 when its vector is not finite. */
  private long nanos(ModelInput input) {
    long start = System.nanoTime();
    ModelOutput output = model.embed(List.of(input));
    long nanos = System.nanoTime() - start;
    return ModelOutput.isFinite(output.pooled().get(0)) ? nanos : -1;
  }
}
