package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class RequestIdIT {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String HEADER = "X-Request-ID";

  private final Http http;

  RequestIdIT(Http http) {
    this.http = http;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/info", "/health", "/health/live", "/docs/", "/openapi", "/nope", "/docs/x"})
  void a_valid_id_comes_back_wherever_it_is_sent(String path) {
    String id = "client-" + UUID.randomUUID();
    HttpResponse<byte[]> response = http.send(http.request(path).header(HEADER, id));
    assertThat(response.headers().allValues(HEADER)).containsExactly(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"short", "with space in it", "semi;colon;id", "<script>alert(1)</script>"})
  void an_invalid_id_is_replaced(String id) {
    HttpResponse<byte[]> response = http.send(http.request("/info").header(HEADER, id));
    String given = response.headers().firstValue(HEADER).orElseThrow();
    assertThat(UUID.fromString(given)).hasToString(given);
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 200})
  void an_id_that_is_too_long_is_replaced(int length) {
    String id = "a".repeat(length);
    HttpResponse<byte[]> response = http.send(http.request("/info").header(HEADER, id));
    assertThat(response.headers().firstValue(HEADER)).get().isNotEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nope", "/embed/text", "/docs/nope"})
  void an_error_names_the_id_of_its_request(String path) {
    String id = "client-" + UUID.randomUUID();
    HttpResponse<byte[]> response = http.send(http.request(path).header(HEADER, id));
    assertThat(Http.json(response).get("error").get("request_id").textValue()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/info", "/health", "/health/live", "/docs/", "/openapi", "/nope", "/docs/x"})
  void a_trace_goes_on_wherever_it_is_sent(String path) {
    HttpResponse<byte[]> response =
        http.send(http.request(path).header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"));
    assertThat(response.headers().allValues("traceparent"))
        .singleElement()
        .asString()
        .matches("00-" + TRACE + "-(?!00f067aa0ba902b7)[0-9a-f]{16}-01");
  }

  @Test
  void an_error_names_the_trace_of_its_request() {
    HttpResponse<byte[]> response =
        http.send(
            http.request("/nope").header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"));
    assertThat(Http.json(response).get("error").get("trace_id").textValue()).isEqualTo(TRACE);
  }
}
