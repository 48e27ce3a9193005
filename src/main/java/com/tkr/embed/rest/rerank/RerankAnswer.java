package com.tkr.embed.rest.rerank;

import com.tkr.embed.embedding.RerankRequest;
import com.tkr.embed.embedding.Scores;
import com.tkr.embed.rest.body.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer of the rerank route.
 *
 * @param scores of all documents
 * @param request what was asked
 * @param fields how it is to be answered
 * @param processingTime seconds from reading the request to having the scores
 */
record RerankAnswer(
    Scores scores, RerankRequest request, RerankFields fields, double processingTime)
    implements Answer {
  /**
   * {@code {"results":[{"index","relevance_score","document"?}],"model","processing_time"}}, the
   * best first, and {@code truncated} when a document's text was cut.
   */
  @Override
  public Object json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("results", results());
    json.put("model", scores.pairs().model());
    json.put("processing_time", processingTime);
    if (!scores.pairs().truncated().isEmpty()) {
      json.put("truncated", scores.pairs().truncated());
    }
    return json;
  }

  private List<Map<String, Object>> results() {
    return scores.ranking().stream().limit(fields.topN()).map(this::result).toList();
  }

  private Map<String, Object> result(int index) {
    double score = scores.probability(index);
    return fields.returnDocuments()
        ? RerankResult.of(index, score, request.documents().get(index))
        : RerankResult.of(index, score);
  }
}
