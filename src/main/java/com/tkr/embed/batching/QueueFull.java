package com.tkr.embed.batching;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;

/** Too much is waiting already; the same request may succeed a little later. */
public final class QueueFull extends EmbeddingException {
  private static final long serialVersionUID = 1L;

  public QueueFull() {
    super(ErrorCode.SERVER_OVERLOADED, "The server is at its limit. Try again shortly.");
  }
}
