package com.tkr.embed.model;

import java.util.List;

/** A loaded embedding model. All calls come from the one thread that opened it. */
public interface EmbeddingModel extends AutoCloseable {
  ModelInfo info();

  /**
   * Embeds a batch.
   *
   * @return one unit-norm vector of {@link ModelInfo#embeddingDim()} floats per input, in order
   * @throws InferenceFailed when the engine refuses or fails
   */
  List<float[]> embed(List<ModelInput> batch);

  @Override
  void close();
}
