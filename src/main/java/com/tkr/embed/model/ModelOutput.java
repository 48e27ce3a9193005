package com.tkr.embed.model;

import java.util.List;

/**
 * What a batch came to.
 *
 * @param pooled per input, in order, the pooled hidden state: {@link ModelInfo#embeddingDim()}
 *     floats, not normalised; of a reranker its score alone, in logits; NaN for an input that has
 *     none
 * @param visionNanos time of the vision tower; 0 without images
 * @param textNanos time of everything else
 */
public record ModelOutput(List<float[]> pooled, long visionNanos, long textNanos) {
  /** Whether a row is a vector: every number of it is finite. */
  public static boolean isFinite(float[] row) {
    for (float value : row) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
