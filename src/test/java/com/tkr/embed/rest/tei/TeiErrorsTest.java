package com.tkr.embed.rest.tei;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.error.ErrorReport;
import com.tkr.embed.security.auth.RequestHead;
import com.tkr.embed.security.auth.Trace;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TeiErrorsTest {
  private static final RequestHead HEAD =
      new RequestHead(
          "id", new Trace("0".repeat(32), "0".repeat(16), "00"), "POST", "/embed", "identity", -1);

  private final TeiErrors errors = new TeiErrors();

  @ParameterizedTest
  @CsvSource({
    "VALIDATION_ERROR,422,Validation",
    "AUTHENTICATION_ERROR,401,Validation",
    "AUTHORIZATION_ERROR,403,Validation",
    "NOT_FOUND,404,Validation",
    "METHOD_NOT_ALLOWED,405,Validation",
    "PAYLOAD_TOO_LARGE,413,Validation",
    "UNSUPPORTED_MEDIA_TYPE,415,Validation",
    "INPUT_REFUSED,424,Backend",
    "NOT_SUPPORTED,424,Backend",
    "CONFLICT,424,Backend",
    "RATE_LIMIT_EXCEEDED,429,Overloaded",
    "SERVER_OVERLOADED,429,Overloaded",
    "INTERNAL_ERROR,500,Backend",
    "INFERENCE_TIMEOUT,503,Backend",
    "MODEL_NOT_READY,503,Unhealthy",
  })
  void errors_are_teis(ErrorCode code, int status, String type) {
    ErrorReport report = ErrorReport.of(new EmbeddingException(code, "Why."));
    assertThat(errors.status(report)).isEqualTo(status);
    assertThat(errors.body(report, HEAD))
        .hasToString(Map.of("error", "Why.").toString().replace("}", ", error_type=" + type + "}"));
  }

  @Test
  void a_status_of_the_container_stays() {
    assertThat(errors.status(ErrorReport.of(505, ErrorCode.VALIDATION_ERROR, "Why.")))
        .isEqualTo(505);
  }
}
