package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class ConcurrencyIT {
  private static final double SAME = 1 - 1e-6;
  private static final int REQUESTS = 64;
  private static final List<String> COLOURS = List.of("red", "blue", "green", "yellow");
  private static final List<String> SHAPES = List.of("circle", "square", "heart", "star");

  private final Http http;

  ConcurrencyIT(Http http) {
    this.http = http;
  }

  @Test
  void requests_at_once_each_get_their_own_vectors() {
    List<float[]> alone = IntStream.range(0, 16).mapToObj(i -> vector(send(text(i)))).toList();
    List<CompletableFuture<HttpResponse<byte[]>>> answers =
        IntStream.range(0, REQUESTS).mapToObj(i -> http.sendAsync(text(i))).toList();
    for (int i = 0; i < REQUESTS; i++) {
      float[] vector = vector(answers.get(i).join());
      for (int other = 0; other < alone.size(); other++) {
        boolean same = Vectors.cosine(vector, alone.get(other)) > SAME;
        assertThat(same).as("request %d, text %d", i, other).isEqualTo(other == i % 16);
      }
    }
  }

  @Test
  void texts_images_and_refusals_at_once_do_not_mix() {
    float[] circle = vector(send(image()));
    List<CompletableFuture<HttpResponse<byte[]>>> images =
        IntStream.range(0, 16).mapToObj(i -> http.sendAsync(image())).toList();
    List<CompletableFuture<HttpResponse<byte[]>>> refused =
        IntStream.range(0, 16)
            .mapToObj(i -> http.sendAsync(http.json("/embed/text", "{\"texts\":[" + i + "]}")))
            .toList();
    List<CompletableFuture<HttpResponse<byte[]>>> health =
        IntStream.range(0, 16).mapToObj(i -> http.sendAsync(http.request("/health"))).toList();
    images.forEach(
        answer -> assertThat(Vectors.cosine(vector(answer.join()), circle)).isGreaterThan(SAME));
    refused.forEach(answer -> ErrorBody.of(answer.join(), 400, "VALIDATION_ERROR"));
    health.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) {
    return http.send(request);
  }

  private HttpRequest.Builder text(int i) {
    String caption = "a " + COLOURS.get(i % 4) + " " + SHAPES.get(i / 4 % 4);
    return computed(http.json("/embed/text", "{\"texts\":[\"" + caption + "\"]}"));
  }

  private HttpRequest.Builder image() {
    return computed(http.form("/embed/image", new Form().file("file", Samples.of("red_circle"))));
  }

  /** From the cache all would get what the first was given, right or wrong. */
  private static HttpRequest.Builder computed(HttpRequest.Builder request) {
    return request.header("Cache-Control", "no-store");
  }

  private static float[] vector(HttpResponse<byte[]> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("X-Cache")).contains("hits=0, misses=1");
    return Vectors.of(Http.json(response)).get(0);
  }
}
