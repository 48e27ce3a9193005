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

  /**
   * What a checkpoint would be once it is loaded, by its configuration and the headers of its
   * files; reads no weight. Any thread.
   *
   * @param name what answers call the model
   * @throws ModelLoadFailed when a tensor's name, type or shape is not the architecture's, or the
   *     folder cannot be served for another reason
   */
  ModelInfo inspect(String name, Path folder, ModelOptions options);

  /** Bytes of memory that another model may take beside what is there. Any thread. */
  long availableBytes();
}
