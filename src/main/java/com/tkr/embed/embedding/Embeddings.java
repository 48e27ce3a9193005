package com.tkr.embed.embedding;

import com.tkr.embed.embedding.quantization.Quantizer;
import com.tkr.embed.input.DocumentPage;
import java.util.List;

/**
 * The vectors of a request.
 *
 * @param vectors one per input, each {@code dimension} floats
 * @param dimension floats per vector
 * @param model the model's name
 * @param tokens tokens of all inputs, whether computed now or before
 * @param quantizer rounds these vectors to bytes or bits
 * @param pages where each vector comes from, of a request with PDF files; else empty
 * @param truncated indices of inputs whose text was cut
 * @param hits inputs whose vectors were in the cache
 * @param misses inputs whose vectors had to be waited for
 */
public record Embeddings(
    List<float[]> vectors,
    int dimension,
    String model,
    long tokens,
    Quantizer quantizer,
    List<DocumentPage> pages,
    List<Integer> truncated,
    int hits,
    int misses) {
  /** The same, of a request with PDF files. */
  public Embeddings withPages(List<DocumentPage> origins) {
    return new Embeddings(
        vectors, dimension, model, tokens, quantizer, origins, truncated, hits, misses);
  }
}
