package com.tkr.embed.config.startup;

/**
 * Something without which the server must not start; the message is one line that names it and the
 * way out. Thrown by a {@link StartCheck} it ends the process with exit code 78.
 */
public final class StartupFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartupFailure(String message) {
    super(message);
  }
}
