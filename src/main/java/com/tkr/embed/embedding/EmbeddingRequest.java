package com.tkr.embed.embedding;

import com.tkr.embed.input.EmbeddingInput;
import java.util.List;

/**
 * What a client asks to have embedded.
 *
 * @param inputs one vector each, in order
 * @param normalize whether vectors have unit length
 * @param dimensions leading floats kept (then normalised again); 0 keeps all
 * @param truncate whether a text over the model's length is cut (true) or refused (false)
 * @param encodingFormat how a JSON answer carries the vectors
 */
public record EmbeddingRequest(
    List<EmbeddingInput> inputs,
    boolean normalize,
    int dimensions,
    boolean truncate,
    EncodingFormat encodingFormat) {
  /** The same of other inputs. */
  public EmbeddingRequest of(List<EmbeddingInput> others) {
    return new EmbeddingRequest(others, normalize, dimensions, truncate, encodingFormat);
  }

  /** Asks for whole vectors of unit length. */
  public EmbeddingRequest(List<EmbeddingInput> inputs, boolean truncate) {
    this(inputs, true, 0, truncate, EncodingFormat.FLOAT);
  }
}
