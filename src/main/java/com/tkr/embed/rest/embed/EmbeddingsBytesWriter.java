package com.tkr.embed.rest.embed;

import com.tkr.embed.embedding.Embeddings;
import com.tkr.embed.rest.codec.VectorBytes;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.Collectors;

/**
 * Writes the vectors alone, {@code n * d} little-endian float32; the rest of the answer stands in
 * headers.
 */
@Provider
@Dependent
@Produces(MediaType.APPLICATION_OCTET_STREAM)
public class EmbeddingsBytesWriter extends AnswerWriter<EmbeddingsAnswer> {
  public EmbeddingsBytesWriter() {
    super(EmbeddingsAnswer.class);
  }

  @Override
  void write(EmbeddingsAnswer answer, MultivaluedMap<String, Object> headers, OutputStream out)
      throws IOException {
    Embeddings embeddings = answer.embeddings();
    int count = embeddings.vectors().size();
    headers.putSingle(
        HttpHeaders.CONTENT_LENGTH, (long) Float.BYTES * count * embeddings.dimension());
    headers.putSingle("X-Cache", answer.cacheUse());
    headers.putSingle("X-Embedding-Shape", count + "," + embeddings.dimension());
    headers.putSingle("X-Embedding-Model", ascii(embeddings.model()));
    headers.putSingle("X-Processing-Time", answer.processingTime());
    if (!embeddings.truncated().isEmpty()) {
      headers.putSingle("X-Embedding-Truncated", commaSeparated(embeddings));
    }
    VectorBytes.write(out, embeddings.vectors());
  }

  /** A folder's name may hold what a header may not. */
  private static String ascii(String text) {
    return text.replaceAll("[^ -~]", "?");
  }

  private static String commaSeparated(Embeddings embeddings) {
    return embeddings.truncated().stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
