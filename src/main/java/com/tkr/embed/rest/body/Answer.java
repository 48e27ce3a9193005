package com.tkr.embed.rest.body;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BiConsumer;

/** What a client is answered: JSON, or bytes where its route offers them and the client asks. */
public interface Answer {
  /** A document as {@link com.tkr.embed.rest.codec.JsonDocument} writes it; asked for once. */
  Object json();

  /**
   * Writes it as bytes without a frame.
   *
   * @param headers sets headers, until the first byte
   */
  default void bytes(BiConsumer<String, Object> headers, OutputStream out) throws IOException {
    throw new UnsupportedOperationException();
  }
}
