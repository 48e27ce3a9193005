package com.tkr.embed.rest.codec;

import com.tkr.embed.embedding.Metric;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.input.EmbeddingInput;
import java.util.List;
import java.util.Map;

/**
 * A request to compare, as a client made it.
 *
 * @param queries one row of the answer each
 * @param candidates one column of the answer each
 * @param metric how alike two are
 * @param truncate whether a text over the model's length is cut (true) or refused (false)
 * @param held what it keeps in memory until it is answered
 */
public record SimilarityCall(
    Side queries, Side candidates, Metric metric, boolean truncate, HeldBytes held) {
  /**
   * One side of the comparison: either vectors or inputs still to be embedded; the other is empty.
   */
  public record Side(List<float[]> vectors, List<EmbeddingInput> inputs) {
    public int size() {
      return vectors.size() + inputs.size();
    }
  }

  /**
   * Refuses vectors of two lengths.
   *
   * @throws EmbeddingException 400
   */
  public static void requireOneLength(List<float[]> queries, List<float[]> candidates) {
    int query = queries.get(0).length;
    int candidate = candidates.get(0).length;
    if (query != candidate) {
      throw new EmbeddingException(
          ErrorCode.VALIDATION_ERROR,
          "Queries have " + query + " dimensions and candidates have " + candidate + ".",
          Map.of("query_dimensions", query, "candidate_dimensions", candidate));
    }
  }
}
