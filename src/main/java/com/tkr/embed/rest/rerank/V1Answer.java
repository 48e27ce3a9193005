package com.tkr.embed.rest.rerank;

import com.tkr.embed.embedding.RerankRequest;
import com.tkr.embed.embedding.Scores;
import com.tkr.embed.rest.body.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An answer of {@code /v1/rerank}, in the shape of those whose fields the request had; in both
 * where it had neither's.
 *
 * @param scores of all documents
 * @param request what was asked
 * @param fields how it is to be answered
 */
record V1Answer(Scores scores, RerankRequest request, V1Fields fields) implements Answer {
  /**
   * {@code {"id","results":[{"index","relevance_score","document"?}],"meta",..}} of Cohere, Jina
   * and vLLM, {@code {"object":"list","data":[{"relevance_score","index","document"?}],..}} of
   * Voyage, with {@code "model"} and {@code "usage"}; the best first.
   */
  @Override
  public Object json() {
    Map<String, Object> json = new LinkedHashMap<>();
    if (fields.asOthers()) {
      json.put("id", UUID.randomUUID().toString());
      json.put("results", ranks().stream().map(this::result));
      json.put("meta", SearchUnits.meta("1", scores));
    }
    if (fields.asVoyage()) {
      json.put("object", "list");
      json.put("data", ranks().stream().map(this::row));
    }
    json.put("model", scores.pairs().model());
    json.put("usage", usage());
    return json;
  }

  private List<Integer> ranks() {
    return scores.ranking().stream().limit(fields.most()).toList();
  }

  private Map<String, Object> result(int index) {
    return fields.returnDocuments()
        ? RerankResult.of(index, score(index), request.documents().get(index))
        : RerankResult.of(index, score(index));
  }

  private Map<String, Object> row(int index) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("relevance_score", score(index));
    row.put("index", index);
    if (fields.returnDocuments()) {
      row.put("document", request.documents().get(index).text());
    }
    return row;
  }

  private double score(int index) {
    return fields.logits() ? scores.logit(index) : scores.probability(index);
  }

  private Map<String, Object> usage() {
    Map<String, Object> usage = new LinkedHashMap<>();
    if (fields.asOthers()) {
      usage.put("prompt_tokens", scores.pairs().tokens());
    }
    usage.put("total_tokens", scores.pairs().tokens());
    return usage;
  }
}
