package com.tkr.embed.rest.rerank;

import com.tkr.embed.embedding.Scores;
import java.util.LinkedHashMap;
import java.util.Map;

/** Cohere's {@code {"api_version","billed_units","warnings"?}}. */
final class CohereMeta {
  /** Documents that Cohere counts as one search. */
  private static final int SEARCH_UNIT = 100;

  private CohereMeta() {}

  /**
   * Nobody is billed; these are Cohere's units all the same.
   *
   * @param version of the API that was asked
   */
  static Map<String, Object> of(String version, Scores scores) {
    int units = (scores.pairs().vectors().size() + SEARCH_UNIT - 1) / SEARCH_UNIT;
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("api_version", Map.of("version", version));
    meta.put("billed_units", Map.of("search_units", units));
    if (!scores.pairs().truncated().isEmpty()) {
      meta.put("warnings", scores.pairs().truncated().stream().map(CohereMeta::warning));
    }
    return meta;
  }

  private static String warning(int index) {
    return "The text of document "
        + index
        + ", counted from 0, was longer than the model takes, and was cut.";
  }
}
