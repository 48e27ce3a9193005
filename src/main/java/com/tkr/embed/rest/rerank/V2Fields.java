package com.tkr.embed.rest.rerank;

import com.tkr.embed.embedding.RerankRequest;
import com.tkr.embed.input.Truncate;
import com.tkr.embed.rest.codec.JsonReader.FieldReader;
import java.util.Map;

/** The fields of a body of {@code /v2/rerank} as they are read. */
final class V2Fields extends ModelForm {
  private int topN = Integer.MAX_VALUE;
  private int maxTokens;

  V2Fields(RerankSides sides) {
    super(sides);
  }

  @Override
  public Map<String, FieldReader> readers() {
    Map<String, FieldReader> readers = super.readers();
    readers.put("top_n", value -> topN = value.positive());
    readers.put("max_tokens_per_doc", value -> maxTokens = value.positive());
    return readers;
  }

  /** What is to be scored; what is longer than the model takes is cut, as Cohere does. */
  @Override
  public RerankRequest request() {
    return sides().request(Truncate.END);
  }

  /** How many of the best are told, at most. */
  int topN() {
    return topN;
  }

  @Override
  public int documentTokens() {
    return maxTokens;
  }
}
