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
 * The embedding that a model is ready by, or by whose last token alone, where a text takes long.
 *
 * @param batcher is told what it took, so that it can judge the first requests
 */
record FirstEmbedding(EmbeddingModel model, InputPreparer preparer, Batcher batcher) {
  private static final EmbeddingInput TEXT = new EmbeddingInput("Hello world", List.of(), null);

  /** A text that takes longer is not computed once more, prompt kept, to know it better. */
  private static final long SLOW_NANOS = 500_000_000;

  /** A model that may take longer for a short text is ready before it has embedded one. */
  private static final long LONG_NANOS = 2_000_000_000;

  /**
   * Whether a short text takes too long to wait for, judged by its last token alone, which reads
   * every weight once. Not where that has no vector.
   *
   * @throws ModelLoadFailed when the model fails
   */
  boolean takesLong() {
    int[] ids = input(TEXT).inputIds();
    long nanos = nanos(new ModelInput(new int[] {ids[ids.length - 1]}, 0, List.of()));
    return nanos * ids.length > LONG_NANOS;
  }

  /**
   * What a short text takes. Where the words of this one meet damaged weights, the bare prompt
   * decides whether any would do.
   *
   * @throws ModelLoadFailed when the model cannot embed either
   */
  Duration run() {
    return embed(TEXT)
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
    ModelInput input = input(text);
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
  }

  private ModelInput input(EmbeddingInput text) {
    return preparer.prepare(text, false).modelInput();
  }

  /** What it took; -1 when its vector is not finite. */
  private long nanos(ModelInput input) {
    try {
      long start = System.nanoTime();
      ModelOutput output = model.embed(List.of(input));
      long nanos = System.nanoTime() - start;
      return ModelOutput.isFinite(output.pooled().get(0)) ? nanos : -1;
    } catch (InferenceFailed e) {
      throw new ModelLoadFailed(
          "The model's first embedding failed: "
              + Objects.requireNonNull(e.getCause()).getMessage(),
          e);
    }
  }
}
