package com.tkr.embed.standin.dialect;

import com.tkr.embed.embedding.Embeddings;
import com.tkr.embed.embedding.EncodingFormat;
import com.tkr.embed.rest.body.Answer;
import com.tkr.embed.rest.codec.JsonDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Writes {@code {"object":"list","data":[{"index":0,"embedding":..},..],"usage":{"total_tokens"}}}.
 */
record DialectAnswer(Embeddings embeddings, EncodingFormat format) implements Answer {
  @Override
  public Object json() {
    List<float[]> vectors = embeddings.vectors();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("object", "list");
    json.put("data", IntStream.range(0, vectors.size()).mapToObj(i -> row(i, vectors.get(i))));
    json.put("usage", Map.of("total_tokens", embeddings.tokens()));
    return json;
  }

  private Map<String, Object> row(int index, float[] vector) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("index", index);
    row.put("embedding", JsonDocument.vector(vector, format));
    return row;
  }
}
