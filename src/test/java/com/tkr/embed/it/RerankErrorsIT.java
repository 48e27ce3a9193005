package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each API that scores is told in its own shape whatever fails, here where the model embeds. */
@ExtendWith(LimitedServer.class)
@ResourceLock(LimitedServer.LOCK)
class RerankErrorsIT {
  private static final String KEY = LimitedServer.MASTER_KEY;
  private static final String BODY = "{\"query\":\"a\",\"documents\":[\"b\"]}";

  private final Http http;

  RerankErrorsIT(Http http) {
    this.http = http;
  }

  /** A route and the shape of its errors. */
  private record Route(String path, String shape) {
    @Override
    public String toString() {
      return path;
    }
  }

  static Stream<Route> routes() {
    return Stream.of(
        new Route(
            "/v1/rerank",
            "\\{\"error\":\\{\"message\":\"[^\"].*},\"detail\":\"[^\"].*\",\"message\":\"[^\"].*\"}"),
        new Route("/v2/rerank", "\\{\"message\":\"[^\"].*\"}"));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void who_may_not_or_asks_too_often(Route route) {
    refused(route, post(route, "sk-nobodys", BODY), 401);
    Keys keys = new Keys(http, KEY);
    String texts = keys.create("t", "embed:text").get("api_key").textValue();
    refused(route, post(route, texts, BODY), 403);
    String once =
        keys.created(
                "{\"name\":\"once\",\"permissions\":[\"*\"],"
                    + "\"limits\":{\"requests_per_minute\":1}}")
            .get("api_key")
            .textValue();
    assertThat(post(route, once, BODY).statusCode()).isEqualTo(409);
    HttpResponse<byte[]> second = post(route, once, BODY);
    refused(route, second, 429);
    assertThat(second.headers().firstValue("Retry-After")).isPresent();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void a_body_that_is_none_of_its(Route route) {
    refused(route, post(route, KEY, "nonsense"), 400);
    refused(route, post(route, KEY, "{\"query\":\"a\",\"documents\":[]}"), 400);
    refused(route, post(route, KEY, "{\"query\":1,\"documents\":[\"b\"]}"), 400);
    refused(route, post(route, KEY, "{\"model\":\"other\"," + BODY.substring(1)), 404);
    String picture = "A".repeat(27_962_800);
    refused(
        route,
        post(route, KEY, "{\"query\":\"a\",\"documents\":[{\"image\":\"" + picture + "\"}]}"),
        413);
    refused(
        route,
        http.send(
            http.request(route.path())
                .header("X-API-Key", KEY)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("a"))),
        415);
    refused(route, http.get(route.path()), 405);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void the_models_task(Route route) {
    HttpResponse<byte[]> answer = post(route, KEY, BODY);
    refused(route, answer, 409);
    assertThat(new String(answer.body())).contains("scores no pairs: POST /embed/text, or");
    String brokenPdf = "{\"query\":\"a\",\"documents\":[{\"image\":\"JVBERi0xLjQK\"}]}";
    refused(route, post(route, KEY, brokenPdf), 409); // before anything is opened
  }

  private HttpResponse<byte[]> post(Route route, String key, String body) {
    return http.send(http.json(route.path(), body).header("Authorization", "Bearer " + key));
  }

  private static void refused(Route route, HttpResponse<byte[]> answer, int status) {
    assertThat(new String(answer.body())).matches(route.shape());
    assertThat(answer.statusCode()).isEqualTo(status);
  }
}
