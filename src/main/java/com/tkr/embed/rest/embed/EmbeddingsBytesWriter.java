package com.tkr.embed.rest.embed;

import com.tkr.embed.embedding.Embeddings;
import com.tkr.embed.observe.metrics.ServingMetrics;
import com.tkr.embed.observe.metrics.Stage;
import com.tkr.embed.rest.codec.VectorBytes;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.stream.Collectors;

/**
 * Writes the vectors alone, {@code n * d} little-endian float32; the rest of the answer stands in
 * headers.
 */
@Provider
@Dependent
@Produces(MediaType.APPLICATION_OCTET_STREAM)
public class EmbeddingsBytesWriter implements MessageBodyWriter<EmbeddingsAnswer> {
  @Inject private ServingMetrics metrics;

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == EmbeddingsAnswer.class;
  }

  @Override
  public void writeTo(
      EmbeddingsAnswer answer,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    long start = System.nanoTime();
    describe(answer, headers);
    VectorBytes.write(out, answer.embeddings().vectors());
    metrics.spent(Stage.WRITE, System.nanoTime() - start);
  }

  private static void describe(EmbeddingsAnswer answer, MultivaluedMap<String, Object> headers) {
    Embeddings embeddings = answer.embeddings();
    int count = embeddings.vectors().size();
    headers.putSingle(
        HttpHeaders.CONTENT_LENGTH, (long) Float.BYTES * count * embeddings.dimension());
    headers.putSingle("X-Embedding-Shape", count + "," + embeddings.dimension());
    headers.putSingle("X-Embedding-Model", ascii(embeddings.model()));
    headers.putSingle("X-Processing-Time", answer.processingTime());
    if (!embeddings.truncated().isEmpty()) {
      headers.putSingle("X-Embedding-Truncated", commaSeparated(embeddings));
    }
  }

  /** A folder's name may hold what a header may not. */
  private static String ascii(String text) {
    return text.replaceAll("[^ -~]", "?");
  }

  private static String commaSeparated(Embeddings embeddings) {
    return embeddings.truncated().stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
