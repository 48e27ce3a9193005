package com.tkr.embed.embedding;

import java.util.List;

/**
 * The vectors of a request.
 *
 * @param vectors one per input, each {@code dimension} floats
 * @param dimension floats per vector
 * @param model the model's name
 * @param tokens tokens computed over all inputs
 * @param truncated indices of inputs whose text was cut
 */
public record Embeddings(
    List<float[]> vectors, int dimension, String model, long tokens, List<Integer> truncated) {}
