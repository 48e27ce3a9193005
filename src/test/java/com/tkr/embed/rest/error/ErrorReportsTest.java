package com.tkr.embed.rest.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.error.ErrorReport;
import jakarta.ejb.EJBException;
import jakarta.ws.rs.ProcessingException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorReportsTest {
  private static final String SECRET = "jdbc:h2:/data/keys";

  static Stream<Throwable> wrappers() {
    EmbeddingException expected =
        new EmbeddingException(ErrorCode.VALIDATION_ERROR, "Told.", Map.of("field", "x"));
    return Stream.of(
        expected,
        new CompletionException(expected),
        new EJBException(expected),
        new CompletionException(new ExecutionException(expected)));
  }

  @ParameterizedTest
  @MethodSource("wrappers")
  void an_expected_error_is_told_however_it_is_wrapped(Throwable thrown) {
    ErrorReport report = ErrorReports.of(thrown);
    assertThat(report.status()).isEqualTo(400);
    assertThat(report.message()).isEqualTo("Told.");
    assertThat(report.details()).isEqualTo(Map.of("field", "x"));
  }

  @Test
  void an_unexpected_error_leaves_only_an_id_and_is_logged_under_it() {
    RecordingHandler handler = new RecordingHandler();
    ErrorReport report = handler.during(() -> ErrorReports.of(new IllegalStateException(SECRET)));
    assertThat(report.status()).isEqualTo(500);
    assertThat(report.code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
    assertThat(report.toString()).doesNotContain(SECRET, "IllegalState");
    assertThat(handler.record.getMessage()).contains(report.errorId());
    assertThat(handler.record.getThrown()).hasMessage(SECRET);
  }

  @Test
  void the_text_of_a_container_exception_is_not_told() {
    ErrorReport report = ErrorReports.of(new ProcessingException(SECRET));
    assertThat(report.status()).isEqualTo(400);
    assertThat(report.message()).isEqualTo(StatusText.MALFORMED);
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void every_status_of_the_container_keeps_its_number_and_gets_a_code(int status, ErrorCode code) {
    ErrorReport report = ErrorReports.ofStatus(status, null);
    assertThat(report.status()).isEqualTo(status);
    assertThat(report.code()).isEqualTo(code);
  }

  static Stream<Arguments> statuses() {
    return Stream.of(
        Arguments.of(400, ErrorCode.VALIDATION_ERROR),
        Arguments.of(404, ErrorCode.NOT_FOUND),
        Arguments.of(405, ErrorCode.METHOD_NOT_ALLOWED),
        Arguments.of(406, ErrorCode.NOT_ACCEPTABLE),
        Arguments.of(408, ErrorCode.REQUEST_TIMEOUT),
        Arguments.of(413, ErrorCode.PAYLOAD_TOO_LARGE),
        Arguments.of(414, ErrorCode.VALIDATION_ERROR),
        Arguments.of(415, ErrorCode.UNSUPPORTED_MEDIA_TYPE),
        Arguments.of(431, ErrorCode.HEADERS_TOO_LARGE),
        Arguments.of(401, ErrorCode.AUTHENTICATION_ERROR),
        Arguments.of(403, ErrorCode.AUTHORIZATION_ERROR),
        Arguments.of(501, ErrorCode.VALIDATION_ERROR),
        Arguments.of(505, ErrorCode.VALIDATION_ERROR),
        Arguments.of(503, ErrorCode.SERVER_OVERLOADED));
  }

  @Test
  void vectors_that_take_too_long_are_a_timeout() {
    ErrorReport report = ErrorReports.of(new CompletionException(new TimeoutException()));
    assertThat(report.status()).isEqualTo(503);
    assertThat(report.code()).isEqualTo(ErrorCode.INFERENCE_TIMEOUT);
  }

  @Test
  void a_full_pool_of_threads_is_an_overload() {
    ErrorReport report =
        ErrorReports.of(new CompletionException(new RejectedExecutionException(SECRET)));
    assertThat(report.status()).isEqualTo(503);
    assertThat(report.code()).isEqualTo(ErrorCode.SERVER_OVERLOADED);
  }

  /** Keeps the last record of the log. */
  private static final class RecordingHandler extends Handler {
    private LogRecord record;

    ErrorReport during(Supplier<ErrorReport> action) {
      Logger logger = Logger.getLogger(ErrorReports.class.getName());
      logger.addHandler(this);
      try {
        return action.get();
      } finally {
        logger.removeHandler(this);
      }
    }

    @Override
    public void publish(LogRecord published) {
      record = published;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
