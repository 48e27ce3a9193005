package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the resources refuse, as clients with a proper HTTP library meet it. */
@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class RefusalIT {
  private static final String TEXT = "/embed/text";

  private final Http http;

  RefusalIT(Http http) {
    this.http = http;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"texts\":[\"a\" | The body is not valid JSON at line 1, column 14.",
        "[] | The body must be a JSON object.",
        "{} | texts is required.",
        "{\"texts\":[]} | texts must not be empty.",
        "{\"texts\":[1]} | texts[0] must be a string.",
        "{\"texts\":\"a\"} | texts must be a list.",
        "{\"texts\":[\"a\"],\"text\":\"b\"} | Unknown field \"text\". Did you mean texts?",
        "{\"texts\":[\"a\"],\"texts\":[\"b\"]} | texts appears more than once.",
        "{\"texts\":[\"a\"],\"dimensions\":0} | dimensions must be an integer from 1 on.",
        "{\"texts\":[\"a\"],\"dimensions\":NaN} | The body is not valid JSON at line 1, column 32.",
        "{\"texts\":[[[[[[\"a\"]]]]]]} | texts[0] must be a string."
      })
  void a_bad_body_is_400_and_says_what_is_wrong(String body, String message) {
    assertThat(ErrorBody.of(http.postJson(TEXT, body), 400, "VALIDATION_ERROR")).isEqualTo(message);
  }

  @Test
  void too_many_texts_are_400() {
    String body = "{\"texts\":[\"a\"" + ",\"a\"".repeat(100) + "]}";
    assertThat(ErrorBody.of(http.postJson(TEXT, body), 400, "VALIDATION_ERROR"))
        .isEqualTo("texts may hold 100 elements at most.");
  }

  @Test
  void invalid_utf8_is_400() {
    byte[] body = {'{', '"', (byte) 0xc3, '"', '}'};
    HttpRequest.Builder request = http.json(TEXT, "").POST(BodyPublishers.ofByteArray(body));
    assertThat(ErrorBody.of(http.send(request), 400, "VALIDATION_ERROR"))
        .isEqualTo("The body is not valid UTF-8 at byte 2.");
  }

  @Test
  void a_lone_surrogate_is_400() {
    ErrorBody.of(http.postJson(TEXT, "{\"texts\":[\"\\ud800\"]}"), 400, "VALIDATION_ERROR");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "text/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=ISO-8859-1"
      })
  void another_content_type_is_415(String type) {
    HttpRequest.Builder request =
        http.request(TEXT).header("Content-Type", type).POST(BodyPublishers.ofString("{}"));
    ErrorBody.of(http.send(request), 415, "UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  void a_compressed_body_is_415() {
    HttpRequest.Builder request = http.json(TEXT, "{}").header("Content-Encoding", "gzip");
    assertThat(ErrorBody.of(http.send(request), 415, "UNSUPPORTED_MEDIA_TYPE"))
        .isEqualTo("The body must be sent without a Content-Encoding.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "image/png", "application/xml"})
  void another_accept_is_406(String accept) {
    HttpRequest.Builder request = http.json(TEXT, "{\"texts\":[\"a\"]}").header("Accept", accept);
    ErrorBody.of(http.send(request), 406, "NOT_ACCEPTABLE");
  }

  @Test
  void errors_are_json_even_where_bytes_were_asked_for() {
    HttpRequest.Builder request =
        http.json(TEXT, "{}").header("Accept", "application/octet-stream");
    ErrorBody.of(http.send(request), 400, "VALIDATION_ERROR");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/embed/text,'POST, OPTIONS'",
    "PUT,/embed/image,'POST, OPTIONS'",
    "DELETE,/embed/multimodal,'POST, OPTIONS'",
    "PATCH,/similarity,'POST, OPTIONS'",
    "POST,/info,'GET, OPTIONS'",
    "POST,/docs/,'GET, HEAD, OPTIONS'",
    "DELETE,/docs/index.html,'GET, HEAD, OPTIONS'",
    "PUT,/docs/new.html,'GET, HEAD, OPTIONS'"
  })
  void another_method_is_405_and_says_which_are_allowed(String method, String path, String allow) {
    BodyPublisher body =
        method.startsWith("P") ? BodyPublishers.ofString("{}") : BodyPublishers.noBody();
    HttpResponse<byte[]> response = http.send(http.request(path).method(method, body));
    ErrorBody.of(response, 405, "METHOD_NOT_ALLOWED");
    assertThat(response.headers().firstValue("Allow").orElseThrow().split(", "))
        .containsExactlyInAnyOrder(allow.split(", "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nope",
        "/embed/audio",
        "/embed/text/more",
        "/docs/nope",
        "/docs/%2e%2e/WEB-INF/web.xml",
        "/WEB-INF/web.xml",
        "/META-INF/MANIFEST.MF",
        "/application.wadl",
        "/error",
        "/webjars/swagger-ui/index.html",
        "/caf%C3%A9"
      })
  void what_is_not_there_is_404(String path) {
    ErrorBody.of(http.get(path), 404, "NOT_FOUND");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/embed/text", "/embed/image", "/similarity"})
  void options_lists_the_methods_and_describes_nothing(String path) {
    HttpResponse<byte[]> response =
        http.send(http.request(path).method("OPTIONS", BodyPublishers.noBody()));
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.headers().firstValue("Allow").orElseThrow().split(", "))
        .containsExactlyInAnyOrder("POST", "OPTIONS");
    assertThat(new String(response.body())).doesNotContain("wadl");
  }

  @Test
  void nothing_says_what_the_server_is_made_of() {
    for (String path : new String[] {"/info", "/health", "/nope", "/docs/", "/docs/nope"}) {
      HttpResponse<byte[]> response = http.get(path);
      assertThat(response.headers().map()).doesNotContainKeys("server", "x-powered-by");
    }
  }
}
