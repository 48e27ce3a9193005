package com.tkr.embed.config.cli;

import java.util.Objects;

/** What a start needs is not there or does not fit; the message is one line that says what. */
final class LaunchFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;

  private LaunchFailed(int code, String message) {
    super(message);
    this.code = code;
  }

  /** A setting, or a file that one names, cannot be used. */
  LaunchFailed(String message) {
    this(Main.REFUSED, message);
  }

  /** The settings are right, but not for this machine as it is now. */
  static LaunchFailed unavailable(String message) {
    return new LaunchFailed(Failure.UNAVAILABLE, message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /** The process's exit code. */
  int code() {
    return code;
  }
}
