package com.tkr.embed.config;

/**
 * A setting that cannot be obeyed; the message is one line that names it, its value and what was
 * expected.
 */
public final class InvalidSetting extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidSetting(String message) {
    super(message);
  }
}
