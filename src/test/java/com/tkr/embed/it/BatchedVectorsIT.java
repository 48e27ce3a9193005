package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** In what company an input is computed does not change its vector. */
@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class BatchedVectorsIT {
  private static final double SAME = 1 - 1e-6;
  private static final List<String> TEXTS =
      List.of(
          "a",
          "a red circle",
          "three blue stars on a white ground",
          "Ein grünes Herz, 龍, и ещё слово",
          "word ".repeat(60).strip(),
          "a yellow square above a red heart, drawn large, ".repeat(12).strip());
  private static final List<String> PICTURES = List.of("red_circle", "blue_circle");

  private final Http http;

  BatchedVectorsIT(Http http) {
    this.http = http;
  }

  @Test
  void a_batch_of_texts_has_the_vectors_of_each_alone() {
    List<float[]> batch = vectors(texts(TEXTS));
    assertThat(batch).hasSameSizeAs(TEXTS);
    for (int i = 0; i < TEXTS.size(); i++) {
      float[] alone = vectors(texts(List.of(TEXTS.get(i)))).get(0);
      assertThat(Vectors.cosine(batch.get(i), alone)).as(TEXTS.get(i)).isGreaterThan(SAME);
    }
  }

  @Test
  void a_batch_of_pictures_has_the_vectors_of_each_alone() {
    Form form = new Form();
    PICTURES.forEach(picture -> form.file("file", Samples.of(picture)));
    List<float[]> batch = vectors(http.form("/embed/image", form));
    assertThat(batch).hasSameSizeAs(PICTURES);
    for (int i = 0; i < PICTURES.size(); i++) {
      Form one = new Form().file("file", Samples.of(PICTURES.get(i)));
      float[] alone = vectors(http.form("/embed/image", one)).get(0);
      assertThat(Vectors.cosine(batch.get(i), alone)).isGreaterThan(SAME);
    }
  }

  private HttpRequest.Builder texts(List<String> texts) {
    String list = texts.stream().map(t -> "\"" + t + "\"").collect(Collectors.joining(","));
    return http.json("/embed/text", "{\"texts\":[" + list + "]}");
  }

  /** Past any cache, which would make the comparison one of a vector with itself. */
  private List<float[]> vectors(HttpRequest.Builder request) {
    HttpResponse<byte[]> response = http.send(request.header("Cache-Control", "no-store"));
    assertThat(response.statusCode()).isEqualTo(200);
    return Vectors.of(Http.json(response));
  }
}
