package com.tkr.embed.rest.ollama;

import com.tkr.embed.embedding.Embeddings;
import com.tkr.embed.embedding.EncodingFormat;
import com.tkr.embed.rest.body.Answer;
import com.tkr.embed.rest.codec.JsonDocument;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes {@code {"model","embeddings":[[..],..],"total_duration","load_duration",
 * "prompt_eval_count"}}.
 *
 * @param model as the client called it
 * @param nanos since the request came
 */
record OllamaAnswer(String model, Embeddings found, long nanos) implements Answer {
  @Override
  public Object json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", model);
    json.put("embeddings", JsonDocument.vectors(found.vectors(), EncodingFormat.FLOAT));
    json.put("total_duration", nanos);
    json.put("load_duration", 0);
    json.put("prompt_eval_count", found.tokens());
    return json;
  }
}
