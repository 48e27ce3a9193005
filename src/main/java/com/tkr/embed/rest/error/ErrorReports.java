package com.tkr.embed.rest.error;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.error.ErrorReport;
import com.tkr.embed.model.InferenceTimeout;
import com.tkr.embed.observe.log.ClientLeft;
import jakarta.ejb.EJBException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Says to clients what went wrong, and to the log what nobody expected. */
public final class ErrorReports {
  private static final System.Logger LOG = System.getLogger(ErrorReports.class.getName());

  private ErrorReports() {}

  /** The report of anything that was thrown. */
  public static ErrorReport of(Throwable thrown) {
    Throwable cause = unwrapped(thrown);
    if (cause instanceof EmbeddingException e) {
      return expected(e);
    }
    if (cause instanceof WebApplicationException e) {
      return ofStatus(e.getResponse().getStatus(), e);
    }
    if (cause instanceof ProcessingException) {
      LOG.log(Level.DEBUG, "The container could not read a request", cause);
      return ofStatus(ErrorCode.VALIDATION_ERROR.status(), null);
    }
    if (cause instanceof RejectedExecutionException) {
      return ofStatus(ErrorCode.SERVER_OVERLOADED.status(), cause);
    }
    if (cause instanceof TimeoutException) {
      return ErrorReport.of(new InferenceTimeout());
    }
    return logged(ErrorReport.unexpected(), cause);
  }

  /**
   * The report of a status that the container chose.
   *
   * @param cause for the log, when the status is the server's fault; may be null
   */
  public static ErrorReport ofStatus(int status, @Nullable Throwable cause) {
    return log(unlogged(status), cause);
  }

  /** The same; to be given to {@link #log} when the client is known to have got it. */
  static ErrorReport unlogged(int status) {
    return switch (status) {
      case 401 -> ErrorReport.of(401, ErrorCode.AUTHENTICATION_ERROR, StatusText.UNKNOWN);
      case 403 -> ErrorReport.of(403, ErrorCode.AUTHORIZATION_ERROR, StatusText.DENIED);
      case 404 -> ErrorReport.of(404, ErrorCode.NOT_FOUND, StatusText.NOT_FOUND);
      case 405 -> ErrorReport.of(405, ErrorCode.METHOD_NOT_ALLOWED, StatusText.METHOD);
      case 406 -> ErrorReport.of(406, ErrorCode.NOT_ACCEPTABLE, StatusText.ACCEPT);
      case 408 -> ErrorReport.of(408, ErrorCode.REQUEST_TIMEOUT, StatusText.SLOW);
      case 413 -> ErrorReport.of(413, ErrorCode.PAYLOAD_TOO_LARGE, StatusText.LARGE);
      case 415 -> ErrorReport.of(415, ErrorCode.UNSUPPORTED_MEDIA_TYPE, StatusText.CONTENT_TYPE);
      case 431 -> ErrorReport.of(431, ErrorCode.HEADERS_TOO_LARGE, StatusText.HEADERS);
      case 501, 505 -> ErrorReport.of(status, ErrorCode.VALIDATION_ERROR, StatusText.PROTOCOL);
      case 503 -> ErrorReport.of(503, ErrorCode.SERVER_OVERLOADED, StatusText.OVERLOADED);
      default -> other(status);
    };
  }

  private static ErrorReport other(int status) {
    return status >= 400 && status < 500
        ? ErrorReport.of(status, ErrorCode.VALIDATION_ERROR, StatusText.MALFORMED)
        : ErrorReport.unexpected();
  }

  /** Logs a report of what nobody expected, and returns it. */
  static ErrorReport log(ErrorReport report, @Nullable Throwable cause) {
    return report.code() == ErrorCode.INTERNAL_ERROR ? logged(report, cause) : report;
  }

  private static ErrorReport expected(EmbeddingException e) {
    ErrorReport report = ErrorReport.of(e);
    return e.code() == ErrorCode.INTERNAL_ERROR ? logged(report, e) : report;
  }

  /** An answer that could not be written, mostly to a client that left, is no failure of ours. */
  private static ErrorReport logged(ErrorReport report, @Nullable Throwable cause) {
    Level level = ClientLeft.caused(cause) ? Level.DEBUG : Level.ERROR;
    LOG.log(level, "Failed with error_id " + report.errorId(), cause);
    return report;
  }

  private static Throwable unwrapped(Throwable thrown) {
    boolean wrapper =
        thrown instanceof CompletionException
            || thrown instanceof ExecutionException
            || thrown instanceof EJBException;
    return wrapper && thrown.getCause() != null ? unwrapped(thrown.getCause()) : thrown;
  }
}
