package com.tkr.embed.rest.openai;

import com.tkr.embed.rest.codec.JsonReader.FieldReader;
import java.util.Map;

/**
 * Fields of a body of {@code /v1/embeddings} that one kind of clients sends. Every bean that
 * implements it is found; no two may read the same field.
 */
public interface BodyFields {
  /** The readers of the fields, which tell the body what they find. */
  Map<String, FieldReader> readers(EmbeddingsBody body);
}
