package com.tkr.embed.rest.openai;

import com.tkr.embed.embedding.Embeddings;
import com.tkr.embed.rest.body.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An answer of {@code /v1/embeddings}, in the one shape that OpenAI, Jina and Voyage have.
 *
 * @param embeddings the vectors
 * @param forms of each vector, one at least
 * @param usage what was counted, by the names that it has in the answer
 */
public record EmbeddingsAnswer(
    Embeddings embeddings, List<VectorForm> forms, Map<String, Long> usage) implements Answer {
  /** One that counts usage as OpenAI does. */
  EmbeddingsAnswer(Embeddings embeddings, List<VectorForm> forms) {
    this(
        embeddings,
        forms,
        Map.of("prompt_tokens", embeddings.tokens(), "total_tokens", embeddings.tokens()));
  }

  /**
   * {@code {"object":"list","data":[{"object":"embedding","index":0,"embedding":..},..],
   * "model":..,"usage":{"prompt_tokens","total_tokens"}}}.
   */
  @Override
  public Object json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("object", "list");
    json.put("data", IntStream.range(0, embeddings.vectors().size()).mapToObj(this::row));
    json.put("model", embeddings.model());
    json.put("usage", usage);
    return json;
  }

  /** Where several forms are asked for, the first stands alone as well. */
  private Map<String, Object> row(int index) {
    float[] vector = embeddings.vectors().get(index);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("object", "embedding");
    row.put("index", index);
    row.put("embedding", forms.get(0).of(vector, embeddings.quantizer()));
    if (forms.size() > 1) {
      row.put("embeddings", all(vector));
    }
    return row;
  }

  private Map<String, Object> all(float[] vector) {
    Map<String, Object> all = new LinkedHashMap<>();
    forms.forEach(form -> all.put(form.name(), form.of(vector, embeddings.quantizer())));
    return all;
  }
}
