package com.tkr.embed.rest.embed;

import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.embedding.EncodingFormat;
import com.tkr.embed.embedding.Metric;
import com.tkr.embed.embedding.Similarities;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.Truncate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A request to compare, as a client made it.
 *
 * @param queries one row of the answer each
 * @param candidates one column of the answer each
 * @param metric how alike two are
 * @param truncate what is done to a text over the model's length
 * @param form what the answer looks like
 */
record SimilarityRequest(
    Side queries, Side candidates, Metric metric, Truncate truncate, Form form) {
  /** Whose clients asked. */
  enum Form {
    /** Our own: a row per query. */
    ROWS,
    /** TEI's: the one row, and nothing else. */
    ONE_ROW
  }

  /**
   * One side of the comparison: either vectors or inputs still to be embedded; the other is empty.
   */
  record Side(List<float[]> vectors, List<EmbeddingInput> inputs) {
    int size() {
      return vectors.size() + inputs.size();
    }

    private List<float[]> or(List<float[]> embedded) {
      return vectors.isEmpty() ? embedded : vectors;
    }
  }

  /** What has to be embedded first: queries, then candidates. */
  EmbeddingRequest embedding() {
    List<EmbeddingInput> inputs =
        Stream.of(queries, candidates).flatMap(side -> side.inputs().stream()).toList();
    return new EmbeddingRequest(inputs, true, 0, truncate, EncodingFormat.FLOAT);
  }

  /**
   * Compares the sides.
   *
   * @param embedded the vectors of {@link #embedding}
   * @return a row per query, a number per candidate
   * @throws EmbeddingException 400 when the sides' vectors differ in length
   */
  List<float[]> compared(List<float[]> embedded) {
    int split = queries.inputs().size();
    List<float[]> rows = queries.or(embedded.subList(0, split));
    List<float[]> columns = candidates.or(embedded.subList(split, embedded.size()));
    requireOneLength(rows.get(0).length, columns.get(0).length);
    return Similarities.of(rows, columns, metric);
  }

  private static void requireOneLength(int query, int candidate) {
    if (query != candidate) {
      throw new EmbeddingException(
          ErrorCode.VALIDATION_ERROR,
          "Queries have " + query + " dimensions and candidates have " + candidate + ".",
          Map.of("query_dimensions", query, "candidate_dimensions", candidate));
    }
  }
}
