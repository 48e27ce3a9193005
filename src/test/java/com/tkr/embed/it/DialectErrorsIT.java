package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each dialect tells in its own shape whatever fails on its paths, wherever it fails. */
@ExtendWith(LimitedServer.class)
@ResourceLock(LimitedServer.LOCK)
class DialectErrorsIT {
  private static final String KEY = LimitedServer.MASTER_KEY;

  private final Server server;
  private final Http http;

  DialectErrorsIT(Server server) {
    this.server = server;
    http = new Http(server);
  }

  /**
   * A route of a dialect.
   *
   * @param body one that is answered
   * @param shape of its errors
   * @param invalid status of a body that breaks the contract
   */
  private record Route(String path, String body, String shape, int invalid) {
    @Override
    public String toString() {
      return path;
    }
  }

  static Stream<Route> routes() {
    String tei = "\\{\"error\":\"[^\"].*\",\"error_type\":\"(Validation|Overloaded)\"}";
    String cohere = "\\{\"message\":\"[^\"].*\"}";
    String ollama = "\\{\"error\":\"[^\"]((?!error_type).)*\"}";
    return Stream.of(
        new Route("/embed", "{\"inputs\":\"a\"}", tei, 422),
        new Route("/tokenize", "{\"inputs\":\"a\"}", tei, 422),
        new Route("/decode", "{\"ids\":[7],\"a\":\"a\"}", tei, 422),
        new Route("/v1/embed", "{\"texts\":[\"a\"]}", cohere, 400),
        new Route("/v2/embed", "{\"texts\":[\"a\"]}", cohere, 400),
        new Route("/api/embed", "{\"model\":\"demo\",\"input\":\"a\"}", ollama, 400),
        new Route("/api/embeddings", "{\"model\":\"demo\",\"prompt\":\"a\"}", ollama, 400));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void the_readers_refuse_in_it(Route route) {
    refused(route, post(route, KEY, "nonsense"), route.invalid());
    refused(route, post(route, KEY, "[]"), route.invalid());
    refused(route, post(route, KEY, route.body().replace("\"a\"", "1")), route.invalid());
    refused(route, post(route, KEY, route.body().replace("\"a\"", "1e999")), route.invalid());
  }

  @ParameterizedTest
  @MethodSource("routes")
  void whoever_may_not_is_told_in_it(Route route) {
    refused(route, post(route, "sk-nobodys", route.body()), 401);
    HttpResponse<byte[]> nobody = http.send(http.json(route.path(), route.body()));
    refused(route, nobody, 401);
    assertThat(nobody.headers().firstValue("WWW-Authenticate")).isPresent();
    Keys keys = new Keys(http, KEY);
    String similarity = keys.create("s", "similarity").get("api_key").textValue();
    refused(route, post(route, similarity, route.body()), 403);
    String images = keys.create("i", "embed:image").get("api_key").textValue();
    refused(route, post(route, images, route.body()), 403);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void a_limit_is_told_in_it(Route route) {
    String once =
        new Keys(http, KEY)
            .created(
                "{\"name\":\"once\",\"permissions\":[\"*\"],"
                    + "\"limits\":{\"requests_per_minute\":1}}")
            .get("api_key")
            .textValue();
    assertThat(post(route, once, route.body()).statusCode()).isEqualTo(200);
    HttpResponse<byte[]> second = post(route, once, route.body());
    refused(route, second, 429);
    assertThat(second.headers().firstValue("Retry-After")).isPresent();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void another_model_is_not_found(Route route) {
    if (!route.shape().contains("error_type\":")) {
      String other =
          "{\"model\":\"other:latest\","
              + route.body().replace("\"model\":\"demo\",", "").substring(1);
      refused(route, post(route, KEY, other), 404);
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void the_container_refuses_in_it(Route route) throws IOException {
    for (String method : new String[] {"GET", "PUT", "TRACE"}) {
      refused(route, raw(method + " " + route.path(), "\r\n"), 405);
    }
    HttpRequest.Builder text =
        http.request(route.path())
            .header("X-API-Key", KEY)
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString("a"));
    refused(route, http.send(text), 415);
    String json = "Content-Type: application/json\r\n";
    String post = "POST " + route.path();
    refused(route, raw(post, json + "Content-Length: 99999999999\r\n\r\n"), 413);
    refused(route, raw("GET " + route.path(), "X: " + "a".repeat(20_000) + "\r\n\r\n"), 431);
    refused(
        route,
        raw(post, json + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
        route.invalid());
  }

  private HttpResponse<byte[]> post(Route route, String key, String body) {
    return http.send(http.json(route.path(), body).header("Authorization", "Bearer " + key));
  }

  private String raw(String line, String rest) throws IOException {
    try (RawSocket socket = new RawSocket(server)) {
      String head =
          line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-API-Key: " + KEY + "\r\n";
      return socket.send(head + rest).answer();
    }
  }

  private static void refused(Route route, HttpResponse<byte[]> answer, int status) {
    assertThat(new String(answer.body())).matches(route.shape());
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("X-Request-ID")).isPresent();
  }

  private static void refused(Route route, String answer, int status) {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status + " ")
        .containsPattern(Pattern.compile("\r\n\r\n" + route.shape() + "$"))
        .contains("X-Request-ID: ");
  }
}
