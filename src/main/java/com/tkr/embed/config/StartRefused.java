package com.tkr.embed.config;

/** The server must not start; the message is one line that names the cause and the way out. */
public class StartRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartRefused(String message) {
    super(message);
  }
}
