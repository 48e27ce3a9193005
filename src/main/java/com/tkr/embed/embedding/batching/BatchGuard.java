package com.tkr.embed.embedding.batching;

import com.tkr.embed.model.ModelInput;
import java.util.List;

/**
 * Stands before the engine and remembers what it was given, so that an input that ends the process
 * can be told from its batch mates after the restart. Must not throw but where said.
 */
public interface BatchGuard {
  /** Lets everything through. */
  BatchGuard NONE = new BatchGuard() {};

  /**
   * An input by content, never by the content itself.
   *
   * @param high upper half of a 128-bit hash
   * @param low lower half
   * @param alone whether the input must not share a batch
   */
  record Mark(long high, long low, boolean alone) {
    static final Mark NONE = new Mark(0, 0, false);
  }

  /**
   * Marks an input, on the thread that submits it.
   *
   * @throws com.tkr.embed.error.EmbeddingException when this input is refused
   */
  default Mark mark(ModelInput input) {
    return Mark.NONE;
  }

  /** The engine is about to work on these, on the engine's thread. */
  default void begin(List<Mark> marks) {}

  /** The engine came back and computed these; none of the batch when it failed. */
  default void end(List<Mark> computed) {}
}
