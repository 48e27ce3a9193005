package com.tkr.embed.embedding;

import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.Truncate;
import com.tkr.embed.model.Task;
import java.util.List;

/**
 * What a client asks to have embedded, or scored.
 *
 * @param inputs one vector or score each, in order; all for the same
 * @param normalize whether vectors have unit length
 * @param dimensions leading floats kept (then normalised again); 0 keeps all
 * @param truncate what is done to a text over the model's length
 * @param encodingFormat how a JSON answer carries the vectors
 */
public record EmbeddingRequest(
    List<EmbeddingInput> inputs,
    boolean normalize,
    int dimensions,
    Truncate truncate,
    EncodingFormat encodingFormat) {
  /** The same of a request that only says whether a text is cut, at its end, or refused. */
  public EmbeddingRequest(
      List<EmbeddingInput> inputs,
      boolean normalize,
      int dimensions,
      boolean truncate,
      EncodingFormat encodingFormat) {
    this(inputs, normalize, dimensions, Truncate.of(truncate), encodingFormat);
  }

  /** What it takes a model for. */
  public Task task() {
    return inputs.get(0).task();
  }

  /** The same of other inputs. */
  public EmbeddingRequest of(List<EmbeddingInput> others) {
    return new EmbeddingRequest(others, normalize, dimensions, truncate, encodingFormat);
  }

  /** Asks for whole vectors of unit length. */
  public EmbeddingRequest(List<EmbeddingInput> inputs, boolean truncate) {
    this(inputs, true, 0, truncate, EncodingFormat.FLOAT);
  }
}
