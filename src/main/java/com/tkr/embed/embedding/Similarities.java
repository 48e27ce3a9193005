package com.tkr.embed.embedding;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import java.util.List;

/** Compares every query with every candidate. */
public final class Similarities {
  private Similarities() {}

  /**
   * One row per query, one number per candidate.
   *
   * @param queries vectors of one length
   * @param candidates vectors of the same length
   * @throws EmbeddingException 400 when a similarity is beyond float32
   */
  public static List<float[]> of(List<float[]> queries, List<float[]> candidates, Metric metric) {
    return queries.stream().map(query -> row(query, candidates, metric)).toList();
  }

  private static float[] row(float[] query, List<float[]> candidates, Metric metric) {
    float[] row = new float[candidates.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = finite((float) metric.of(query, candidates.get(i)));
    }
    return row;
  }

  private static float finite(float similarity) {
    if (!Float.isFinite(similarity)) {
      throw new EmbeddingException(
          ErrorCode.VALIDATION_ERROR, "A similarity of these vectors is beyond float32's range.");
    }
    return similarity;
  }
}
