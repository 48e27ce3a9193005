package com.tkr.embed.model;

import java.util.List;
import java.util.Objects;

/**
 * A checkpoint cannot be served; the message is one line that names the file and why. Where more is
 * wrong, it says how much.
 */
public final class ModelLoadFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problems;

  public ModelLoadFailed(String message) {
    super(shown(message));
    problems = message;
  }

  /**
   * One of a cause.
   *
   * @param message a line for each problem
   */
  public ModelLoadFailed(String message, Throwable cause) {
    super(shown(message), cause);
    problems = message;
  }

  /** All that is wrong, a line each. */
  public List<String> problems() {
    return problems.lines().toList();
  }

  private static String shown(String message) {
    long more = message.lines().count() - 1;
    return more < 1
        ? message
        : message.lines().findFirst().orElseThrow()
            + " (and %d more: ./deploy.sh model verify tells them)".formatted(more);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
