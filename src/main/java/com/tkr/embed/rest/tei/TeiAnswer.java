package com.tkr.embed.rest.tei;

import com.tkr.embed.embedding.Embeddings;
import com.tkr.embed.embedding.EncodingFormat;
import com.tkr.embed.rest.body.Answer;
import com.tkr.embed.rest.codec.JsonDocument;

/**
 * Writes {@code [[..],..]}: the vectors and nothing else.
 *
 * @param format base64 makes strings of them, where TEI knows numbers alone
 */
record TeiAnswer(Embeddings embeddings, EncodingFormat format) implements Answer {
  @Override
  public Object json() {
    return JsonDocument.vectors(embeddings.vectors(), format);
  }
}
