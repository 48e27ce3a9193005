package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.UUID;

/** What every error must look like. */
final class ErrorBody {
  private ErrorBody() {}

  /** Checks an error whole and returns its message. */
  static String of(HttpResponse<byte[]> response, int status, String code) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .matches("application/json(;charset=UTF-8)?");
    JsonNode body = Http.json(response);
    assertThat(body.size()).isEqualTo(1);
    JsonNode error = body.get("error");
    assertThat(error.get("code").textValue()).isEqualTo(code);
    assertThat(error.get("details").isObject()).isTrue();
    assertThat(Instant.parse(error.get("timestamp").textValue())).isBeforeOrEqualTo(Instant.now());
    assertThat(UUID.fromString(error.get("error_id").textValue())).isNotNull();
    assertThat(response.headers().firstValue("X-Request-ID"))
        .contains(error.get("request_id").textValue());
    assertThat(response.headers().firstValue("traceparent").orElse(""))
        .startsWith("00-" + error.get("trace_id").textValue() + "-");
    assertThat(error.get("message").textValue()).doesNotContain("Exception").isNotBlank();
    return error.get("message").textValue();
  }
}
