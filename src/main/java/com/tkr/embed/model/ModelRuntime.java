package com.tkr.embed.model;

import java.nio.file.Path;

/** Opens checkpoints; the port behind which MLX stands. */
public interface ModelRuntime {
  /**
   * Loads a checkpoint folder. The calling thread owns the returned model: it alone may use and
   * close it.
   *
   * @param name what answers call the model
   * @param listener told how that comes along, from any thread
   * @throws ModelLoadFailed when the folder cannot be served
   */
  EmbeddingModel open(String name, Path folder, ModelOptions options, LoadListener listener);
}
