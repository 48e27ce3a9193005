package com.tkr.embed.rest.rerank;

import com.tkr.embed.input.Content;
import java.util.LinkedHashMap;
import java.util.Map;

/** A document of an answer, as our own route and Cohere, Jina and vLLM tell it. */
final class RerankResult {
  private RerankResult() {}

  /** Writes {@code {"index","relevance_score"}}. */
  static Map<String, Object> of(int index, double score) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("index", index);
    result.put("relevance_score", score);
    return result;
  }

  /** The same with {@code {"document":{"text"?}}}; pictures are not sent back. */
  static Map<String, Object> of(int index, double score, Content document) {
    Map<String, Object> result = of(index, score);
    result.put("document", document.text() == null ? Map.of() : Map.of("text", document.text()));
    return result;
  }
}
