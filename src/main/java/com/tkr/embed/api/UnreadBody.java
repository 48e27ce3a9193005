package com.tkr.embed.api;

import com.tkr.embed.embedding.Terms;
import com.tkr.embed.wire.RequestHead;
import java.io.Closeable;
import java.io.InputStream;

/**
 * A request's body before a byte of it is read. Closeable, so that the container leaves it open.
 *
 * @param head what the request's header says about it
 * @param terms on what terms it is to be computed
 * @param stream the body
 */
record UnreadBody(RequestHead head, Terms terms, InputStream stream) implements Closeable {
  @Override
  public void close() {
    // the container closes its own stream
  }
}
