package com.tkr.embed.rest.embed;

import com.tkr.embed.embedding.Embeddings;
import com.tkr.embed.rest.codec.EncodingFormat;

/**
 * An answer of the embedding routes.
 *
 * @param embeddings the vectors
 * @param format how JSON carries them
 * @param processingTime seconds from reading the request to having the vectors
 */
record EmbeddingsAnswer(Embeddings embeddings, EncodingFormat format, double processingTime) {
  /** How much of it the cache had, as the header says it. */
  String cacheUse() {
    return "hits=" + embeddings.hits() + ", misses=" + embeddings.misses();
  }
}
