package com.tkr.embed.observe.log;

import java.io.IOException;

/** A client closed its connection, or reset its stream, before its answer was there. */
public final class ClientGone extends IOException {
  private static final long serialVersionUID = 1L;

  public ClientGone() {
    super("The client has gone");
  }
}
