package com.tkr.embed.model;

import java.util.List;

/** A loaded embedding model. All calls come from the one thread that opened it. */
public interface EmbeddingModel extends AutoCloseable {
  ModelInfo info();

  /**
   * Which weights that only some inputs meet are damaged, in one line; empty when none are. An
   * input that meets them gets a row of NaN, and no other input notices.
   */
  default String damage() {
    return "";
  }

  /**
   * Embeds a batch.
   *
   * @throws InferenceFailed when the engine refuses or fails
   */
  ModelOutput embed(List<ModelInput> batch);

  /** Lets go of what {@link #embed} keeps for further inputs of the same requests. */
  default void forget() {}

  @Override
  void close();
}
