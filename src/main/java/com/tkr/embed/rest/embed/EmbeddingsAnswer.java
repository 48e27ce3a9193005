package com.tkr.embed.rest.embed;

import com.tkr.embed.embedding.Embeddings;
import com.tkr.embed.embedding.EncodingFormat;
import com.tkr.embed.input.DocumentPage;
import com.tkr.embed.rest.body.Answer;
import com.tkr.embed.rest.codec.JsonDocument;
import com.tkr.embed.rest.codec.VectorBytes;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * An answer of the embedding routes.
 *
 * @param embeddings the vectors
 * @param format how JSON carries them
 * @param processingTime seconds from reading the request to having the vectors
 */
record EmbeddingsAnswer(Embeddings embeddings, EncodingFormat format, double processingTime)
    implements Answer {
  /**
   * {@code {"embeddings":[..],"shape":[n,d],"model":..,"processing_time":..}}, {@code truncated}
   * when a text was cut, and {@code pages} when a PDF file was among the pictures: of each vector
   * the index of its input and the page, from 1.
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
    if (!embeddings.pages().isEmpty()) {
      json.put("pages", embeddings.pages().stream().map(EmbeddingsAnswer::page).toList());
    }
    return json;
  }

  private static Map<String, Object> page(DocumentPage page) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("input", page.input());
    if (page.page() > 0) {
      json.put("page", page.page());
    }
    return json;
  }

  /**
   * The vectors alone, {@code n * d} little-endian float32; the rest of the answer stands in
   * headers.
   */
  @Override
  public void bytes(BiConsumer<String, Object> headers, OutputStream out) throws IOException {
    int count = embeddings.vectors().size();
    headers.accept(HttpHeaders.CONTENT_LENGTH, (long) Float.BYTES * count * embeddings.dimension());
    headers.accept("X-Embedding-Shape", count + "," + embeddings.dimension());
    headers.accept("X-Embedding-Model", ascii(embeddings.model()));
    headers.accept("X-Processing-Time", processingTime);
    VectorBytes.write(out, embeddings.vectors());
  }

  /** A folder's name may hold what a header may not. */
  private static String ascii(String text) {
    return text.replaceAll("[^ -~]", "?");
  }
}
