package com.tkr.embed.rest.embed;

import com.tkr.embed.embedding.Embeddings;
import com.tkr.embed.rest.codec.VectorJson;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes {@code {"embeddings":[..],"shape":[n,d],"model":..,"processing_time":..}}, and {@code
 * truncated} when a text was cut.
 */
@Provider
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class EmbeddingsJsonWriter extends AnswerWriter<EmbeddingsAnswer> {
  public EmbeddingsJsonWriter() {
    super(EmbeddingsAnswer.class);
  }

  @Override
  void write(EmbeddingsAnswer answer, MultivaluedMap<String, Object> headers, OutputStream out)
      throws IOException {
    headers.putSingle("X-Cache", answer.cacheUse());
    VectorJson.Rows rows =
        new VectorJson.Rows("embeddings", answer.embeddings().vectors(), answer.format());
    VectorJson.write(out, rows, rest(answer));
  }

  private static Map<String, Object> rest(EmbeddingsAnswer answer) {
    Embeddings embeddings = answer.embeddings();
    Map<String, Object> rest = new LinkedHashMap<>();
    rest.put("shape", List.of(embeddings.vectors().size(), embeddings.dimension()));
    rest.put("model", embeddings.model());
    rest.put("processing_time", answer.processingTime());
    if (!embeddings.truncated().isEmpty()) {
      rest.put("truncated", embeddings.truncated());
    }
    return rest;
  }
}
