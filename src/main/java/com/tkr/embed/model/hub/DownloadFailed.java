package com.tkr.embed.model.hub;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;

/** A model could not be fetched; the message is one line for the operator. */
public final class DownloadFailed extends IOException {
  private static final long serialVersionUID = 1L;

  /** What would help. */
  public enum Reason {
    /** Another name: there is no such repository, revision or file, or no model in it. */
    MISSING,
    /** Another token, or the consent that the repository's owner asks for. */
    DENIED,
    /** Other settings. */
    MISCONFIGURED,
    /** The network, which was forbidden. */
    OFFLINE,
    /** The hub, or the way to it; what has come is kept, and the next download goes on from it. */
    UNREACHABLE,
    /** A hub whose files are what it says they are. */
    DAMAGED,
    /** Room on the disk, or the right to write there. */
    UNWRITABLE
  }

  private final Reason reason;

  DownloadFailed(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  DownloadFailed(Reason reason, String message, IOException cause) {
    super(message, cause);
    this.reason = reason;
  }

  /**
   * The disk does not take what was fetched.
   *
   * @param place what was to be written, where the cause does not name it
   */
  static DownloadFailed unwritable(Path place, IOException cause) {
    String file = cause instanceof FileSystemException named ? named.getFile() : null;
    String line =
        Objects.requireNonNullElse(file, place) + ": cannot be written (" + why(cause) + ")";
    return new DownloadFailed(Reason.UNWRITABLE, line, cause);
  }

  private static String why(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof FileAlreadyExistsException) {
      return "it is no folder";
    }
    String reason =
        cause instanceof FileSystemException named ? named.getReason() : cause.getMessage();
    return Objects.requireNonNullElse(reason, cause.getClass().getSimpleName());
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
