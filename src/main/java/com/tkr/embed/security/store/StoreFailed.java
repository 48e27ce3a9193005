package com.tkr.embed.security.store;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import java.sql.SQLException;
import java.util.Map;

/** The database did not do what it was asked for. */
public final class StoreFailed extends EmbeddingException {
  private static final long serialVersionUID = 1L;
  private static final String POSTGRESQL_DISK_FULL = "53100";
  private static final int RETRY_SECONDS = 5;

  private final boolean committing;

  private StoreFailed(ErrorCode code, String message, boolean committing) {
    super(code, message, Map.of("retry_after_seconds", RETRY_SECONDS));
    this.committing = committing;
  }

  /** The disk has no room. */
  static StoreFailed full(boolean committing) {
    return new StoreFailed(
        ErrorCode.INSUFFICIENT_STORAGE,
        "The key store's disk is full; the change was not made. Existing keys keep working.",
        committing);
  }

  /** An error of the database. */
  static StoreFailed of(SQLException e, boolean committing) {
    return isFull(e)
        ? full(committing)
        : new StoreFailed(
            ErrorCode.STORE_UNAVAILABLE,
            "The key store cannot be used at the moment. Existing keys keep working.",
            committing);
  }

  /** Whether it may have been done nevertheless: the error came while it was made to last. */
  public boolean mayBeDone() {
    return committing;
  }

  private static boolean isFull(SQLException e) {
    if (POSTGRESQL_DISK_FULL.equals(e.getSQLState())) {
      return true;
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains("No space left")) {
        return true;
      }
    }
    return false;
  }
}
