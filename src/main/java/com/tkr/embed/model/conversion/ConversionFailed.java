package com.tkr.embed.model.conversion;

import java.io.IOException;
import java.util.Objects;

/** A checkpoint was not converted; the message is one line for the operator. */
public final class ConversionFailed extends IOException {
  private static final long serialVersionUID = 1L;

  /** What would help. */
  public enum Reason {
    /** Another checkpoint: its weights are damaged, or quantised already. */
    SOURCE,
    /** Room on the disk, or the right to write there. */
    UNWRITABLE
  }

  private final Reason reason;

  public ConversionFailed(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  ConversionFailed(String message, IOException cause) {
    super(message, cause);
    this.reason = Reason.UNWRITABLE;
  }

  /** What would help. */
  public Reason reason() {
    return reason;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
