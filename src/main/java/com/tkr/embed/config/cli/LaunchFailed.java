package com.tkr.embed.config.cli;

/** What a start needs is not there or does not fit; the message is one line that says what. */
final class LaunchFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LaunchFailed(String message) {
    super(message);
  }
}
