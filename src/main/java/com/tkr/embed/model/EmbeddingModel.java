package com.tkr.embed.model;

import java.util.List;

/** A loaded embedding model. All calls come from the one thread that opened it. */
public interface EmbeddingModel extends AutoCloseable {
  ModelInfo info();

  /**
   * Embeds a batch.
   *
   * @return per input, in order, the pooled hidden state: {@link ModelInfo#embeddingDim()} floats,
   *     not normalised
   * @throws InferenceFailed when the engine refuses or fails
   */
  List<float[]> embed(List<ModelInput> batch);

  @Override
  void close();
}
