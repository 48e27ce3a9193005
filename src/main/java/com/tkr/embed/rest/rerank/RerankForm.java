package com.tkr.embed.rest.rerank;

import com.tkr.embed.embedding.RerankRequest;
import com.tkr.embed.rest.codec.JsonReader.FieldReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a body that asks for scores, in the words of some API, as they are read. */
interface RerankForm {
  Map<String, FieldReader> readers();

  /** Query and documents. */
  RerankSides sides();

  /** What is to be scored. */
  RerankRequest request();

  /** The model that is asked for; {@code null} for none. */
  default @Nullable String model() {
    return null;
  }

  /** Tokens of a document's text at most; 0 where the request does not say. */
  default int documentTokens() {
    return 0;
  }
}
