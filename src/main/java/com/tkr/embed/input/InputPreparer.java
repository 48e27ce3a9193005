package com.tkr.embed.input;

import com.tkr.embed.model.ModelInfo;
import java.nio.file.Path;

/**
 * Turns what a user gave into what the model takes: prompt, token ids, resized pixels. Thread-safe.
 */
public final class InputPreparer implements AutoCloseable {
  private InputPreparer() {}

  /** Opens the tokenizer and the profile of a checkpoint folder. */
  public static InputPreparer open(Path folder, ModelInfo model) {
    throw new UnsupportedOperationException(folder + " " + model);
  }

  /**
   * Prepares one input; {@code truncate} cuts a text over the model's length instead of refusing
   * it.
   */
  public PreparedInput prepare(EmbeddingInput input, boolean truncate) {
    throw new UnsupportedOperationException(input + " " + truncate);
  }

  @Override
  public void close() {}
}
