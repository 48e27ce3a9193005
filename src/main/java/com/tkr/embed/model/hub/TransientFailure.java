package com.tkr.embed.model.hub;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** An answer that another try may better, in words for the operator. */
final class TransientFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<Duration> pause;

  TransientFailure(String message) {
    this(message, Optional.empty());
  }

  /**
   * @param pause what the hub asks to wait before the next try
   */
  TransientFailure(String message, Optional<Duration> pause) {
    super(message);
    this.pause = pause;
  }

  Optional<Duration> pause() {
    return pause;
  }

  /** What went wrong: in words where it has them, else the kind of what the network threw. */
  static String describe(IOException failure) {
    boolean words = failure instanceof TransientFailure || failure.getClass() == IOException.class;
    String message = words ? failure.getMessage() : null;
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
