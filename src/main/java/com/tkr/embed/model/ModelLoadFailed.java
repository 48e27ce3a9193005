package com.tkr.embed.model;

import java.util.Objects;

/** A checkpoint cannot be served; the message is one line that names the file and why. */
public final class ModelLoadFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ModelLoadFailed(String message) {
    super(message);
  }

  public ModelLoadFailed(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
