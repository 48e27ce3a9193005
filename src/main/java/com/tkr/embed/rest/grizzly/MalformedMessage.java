package com.tkr.embed.rest.grizzly;

import java.io.IOException;

/** Bytes that are no request of HTTP/1.1, or one that nobody takes. */
final class MalformedMessage extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int BAD_REQUEST = 400;

  private final int status;

  MalformedMessage(int status) {
    super("status " + status);
    this.status = status;
  }

  MalformedMessage() {
    this(BAD_REQUEST);
  }

  /** What to refuse it with. */
  int status() {
    return status;
  }

  /** Fails unless something holds. */
  static void unless(boolean holds) throws MalformedMessage {
    if (!holds) {
      throw new MalformedMessage();
    }
  }
}
