package com.tkr.embed.rest.rerank;

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
record V2Answer(Scores scores, int topN) implements Answer {
  @Override
  public Object json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("results", scores.ranking().stream().limit(topN).map(this::result));
    json.put("id", UUID.randomUUID().toString());
    json.put("meta", SearchUnits.meta("2", scores));
    return json;
  }

  private Map<String, Object> result(int index) {
    return RerankResult.of(index, scores.probability(index));
  }
}
