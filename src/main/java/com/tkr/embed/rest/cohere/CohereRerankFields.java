package com.tkr.embed.rest.cohere;

import com.tkr.embed.embedding.RerankRequest;
import com.tkr.embed.input.Truncate;
import com.tkr.embed.rest.body.RerankSides;
import com.tkr.embed.rest.codec.JsonReader.FieldReader;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a request of Cohere's to rerank as they are read. */
final class CohereRerankFields {
  private final RerankSides sides;
  private @Nullable String model;
  private int topN = Integer.MAX_VALUE;
  private int maxTokens;

  CohereRerankFields(RerankSides sides) {
    this.sides = sides;
  }

  Map<String, FieldReader> readers() {
    Map<String, FieldReader> readers = new HashMap<>(sides.readers());
    readers.put("model", value -> model = value.string());
    readers.put("top_n", value -> topN = value.positive());
    readers.put("max_tokens_per_doc", value -> maxTokens = value.positive());
    return readers;
  }

  /** What is to be scored; what is longer than the model takes is cut, as Cohere does. */
  RerankRequest request() {
    return sides.request(Truncate.END);
  }

  /** Whether a text stands before a picture that comes before it in the prompt. */
  boolean isReordered() {
    return sides.isReordered();
  }

  /** The model that is asked for; {@code null} for none. */
  @Nullable String model() {
    return model;
  }

  /** How many of the best are told, at most. */
  int topN() {
    return topN;
  }

  /** Tokens of a document's text at most; 0 where the request does not say. */
  int maxTokens() {
    return maxTokens;
  }
}
