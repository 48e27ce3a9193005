package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class EmbedMultimodalIT {
  private static final String PATH = "/embed/multimodal";
  private static final double SAME = 1 - 1e-6;

  private final Http http;

  EmbedMultimodalIT(Http http) {
    this.http = http;
  }

  @Test
  void the_call_of_the_seeds_readme_works() {
    JsonNode answer =
        embed(
            new Form()
                .field("text", "Describe this image")
                .file("image", Samples.of("red_circle")));
    assertThat(answer.get("shape").get(0).intValue()).isEqualTo(1);
  }

  @Test
  void a_text_alone_is_what_the_text_route_makes_of_it() {
    HttpResponse<byte[]> text = http.postJson("/embed/text", "{\"texts\":[\"a red circle\"]}");
    float[] expected = Vectors.of(Http.json(text)).get(0);
    assertThat(Vectors.cosine(vector(new Form().field("text", "a red circle")), expected))
        .isGreaterThan(SAME);
  }

  @Test
  void an_image_alone_is_what_the_image_route_makes_of_it() {
    HttpResponse<byte[]> image =
        http.post("/embed/image", new Form().file("file", Samples.of("red_circle")));
    float[] expected = Vectors.of(Http.json(image)).get(0);
    assertThat(Vectors.cosine(vector(new Form().file("image", Samples.of("red_circle"))), expected))
        .isGreaterThan(SAME);
  }

  @Test
  void several_images_are_one_input() {
    float[] one = vector(new Form().file("image", Samples.of("red_circle")));
    float[] two =
        vector(
            new Form()
                .file("image", Samples.of("red_circle"))
                .file("image", Samples.of("blue_circle")));
    assertThat(Vectors.cosine(one, two)).isLessThan(SAME);
  }

  @Test
  void a_picture_with_the_same_in_blue_is_nearest_to_the_blue_picture() {
    float[] fused =
        vector(
            new Form().file("image", Samples.of("red_circle")).field("text", "the same in blue"));
    double blue = Vectors.dot(fused, vector(new Form().file("image", Samples.of("blue_circle"))));
    double red = Vectors.dot(fused, vector(new Form().file("image", Samples.of("red_circle"))));
    assertThat(blue).isGreaterThan(red);
  }

  @Test
  void neither_text_nor_image_is_refused() {
    HttpResponse<byte[]> response = http.post(PATH, new Form().field("normalize", "true"));
    assertThat(ErrorBody.of(response, 400, "VALIDATION_ERROR"))
        .isEqualTo("text or image is required.");
  }

  @Test
  void a_file_that_is_no_image_is_unprocessable() {
    Form form = new Form().field("text", "a").file("image", new byte[] {1, 2, 3});
    ErrorBody.of(http.post(PATH, form), 422, "UNPROCESSABLE_IMAGE");
  }

  private float[] vector(Form form) {
    return Vectors.of(embed(form)).get(0);
  }

  /** Computes it: the cache would compare what another route put there with itself. */
  private JsonNode embed(Form form) {
    HttpResponse<byte[]> response =
        http.send(http.form(PATH, form).header("Cache-Control", "no-store"));
    assertThat(response.statusCode()).isEqualTo(200);
    return Http.json(response);
  }
}
