package com.tkr.embed.testing;

import com.tkr.embed.model.ModelInfo;
import java.util.Optional;

/** What models that were never loaded would say of themselves. */
public final class ModelInfos {
  private static final int MERGE = 2;

  private ModelInfos() {}

  /** One of Qwen2-VL's real vocabulary. */
  public static ModelInfo qwen2() {
    return of(152_064, 32_768, 28);
  }

  /** One of Qwen3-VL's real vocabulary. */
  public static ModelInfo qwen3() {
    return of(151_936, 262_144, 32);
  }

  /** One that keeps as much of what inputs share as it takes. */
  public static ModelInfo of(int vocabSize, int maxPositionEmbeddings, int imageFactor) {
    return sharing(maxPositionEmbeddings, vocabSize, maxPositionEmbeddings, imageFactor);
  }

  /** One that keeps so many tokens of what inputs share. */
  public static ModelInfo sharing(
      int maxSharedTokens, int vocabSize, int maxPositionEmbeddings, int imageFactor) {
    return new ModelInfo(
        "model",
        8,
        vocabSize,
        maxPositionEmbeddings,
        maxSharedTokens,
        imageFactor,
        MERGE,
        "cpu",
        "own",
        "exact",
        "none",
        0,
        "MLX",
        "0",
        Optional.empty());
  }
}
