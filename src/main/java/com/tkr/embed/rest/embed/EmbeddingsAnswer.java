package com.tkr.embed.rest.embed;

import com.tkr.embed.embedding.Embeddings;
import com.tkr.embed.embedding.EncodingFormat;
import com.tkr.embed.rest.body.JsonAnswer;
import com.tkr.embed.rest.codec.JsonDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer of the embedding routes.
 *
 * @param embeddings the vectors
 * @param format how JSON carries them
 * @param processingTime seconds from reading the request to having the vectors
 */
record EmbeddingsAnswer(Embeddings embeddings, EncodingFormat format, double processingTime)
    implements JsonAnswer {
  /**
   * {@code {"embeddings":[..],"shape":[n,d],"model":..,"processing_time":..}}, and {@code
   * truncated} when a text was cut.
   */
  @Override
  public Object json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("embeddings", JsonDocument.vectors(embeddings.vectors(), format));
    json.put("shape", List.of(embeddings.vectors().size(), embeddings.dimension()));
    json.put("model", embeddings.model());
    json.put("processing_time", processingTime);
    if (!embeddings.truncated().isEmpty()) {
      json.put("truncated", embeddings.truncated());
    }
    return json;
  }
}
