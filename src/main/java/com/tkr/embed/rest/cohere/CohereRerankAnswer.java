package com.tkr.embed.rest.cohere;

import com.tkr.embed.embedding.Scores;
import com.tkr.embed.rest.body.Answer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Writes {@code {"results":[{"index","relevance_score"}],"id","meta"}}, the best first.
 *
 * @param scores of all documents
 * @param topN how many of the best are told, at most
 */
record CohereRerankAnswer(Scores scores, int topN) implements Answer {
  /** Documents that Cohere counts as one search. */
  private static final int SEARCH_UNIT = 100;

  @Override
  public Object json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("results", scores.ranking().stream().limit(topN).map(this::result));
    json.put("id", UUID.randomUUID().toString());
    json.put("meta", meta());
    return json;
  }

  private Map<String, Object> result(int index) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("index", index);
    result.put("relevance_score", scores.probability(index));
    return result;
  }

  /** Nobody is billed; these are Cohere's units all the same. */
  private Map<String, Object> meta() {
    int units = (scores.pairs().vectors().size() + SEARCH_UNIT - 1) / SEARCH_UNIT;
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("api_version", Map.of("version", "2"));
    meta.put("billed_units", Map.of("search_units", units));
    if (!scores.pairs().truncated().isEmpty()) {
      meta.put("warnings", scores.pairs().truncated().stream().map(CohereRerankAnswer::warning));
    }
    return meta;
  }

  private static String warning(int index) {
    return "The text of document "
        + index
        + ", counted from 0, was longer than the model takes, and was cut.";
  }
}
