package com.tkr.embed.model;

import java.util.List;

/** A loaded embedding model. All calls come from the one thread that opened it. */
public interface EmbeddingModel extends AutoCloseable {
  ModelInfo info();

  /**
   * Embeds a batch.
   *
   * @throws InferenceFailed when the engine refuses or fails
   */
  ModelOutput embed(List<ModelInput> batch);

  @Override
  void close();
}
