package com.tkr.embed.rest.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.error.ErrorReport;
import com.tkr.embed.security.auth.RequestHead;
import com.tkr.embed.security.auth.Trace;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OllamaErrorsTest {
  private static final RequestHead HEAD =
      new RequestHead(
          "id", new Trace("0".repeat(32), "0".repeat(16), "00"), "POST", "/api", "identity", -1);

  @ParameterizedTest
  @EnumSource
  void errors_are_ollamas_under_our_statuses(ErrorCode code) {
    OllamaErrors errors = new OllamaErrors();
    ErrorReport report = ErrorReport.of(new EmbeddingException(code, "Why."));
    assertThat(errors.status(report)).isEqualTo(code.status());
    assertThat(errors.body(report, HEAD)).isEqualTo(Map.of("error", "Why."));
  }
}
