package com.tkr.embed.rest.rerank;

import com.tkr.embed.embedding.Scores;
import com.tkr.embed.rest.cohere.CohereMeta;
import java.util.Map;

/** What Cohere counts of a request to rerank: searches. */
final class SearchUnits {
  /** Documents that are one search. */
  private static final int DOCUMENTS = 100;

  private SearchUnits() {}

  /**
   * {@link CohereMeta} of scores.
   *
   * @param version of the API that was asked
   */
  static Map<String, Object> meta(String version, Scores scores) {
    int units = (scores.pairs().vectors().size() + DOCUMENTS - 1) / DOCUMENTS;
    return new CohereMeta(version, "document")
        .of(Map.of("search_units", units), scores.pairs().truncated());
  }
}
