package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tkr.embed.testing.Pdfs;
import java.awt.Color;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the model sees of pictures. */
@ExtendWith(SharedServer.class)
class PreprocessIT {
  private static final String PATH = "/preprocess";

  private final Http http;

  PreprocessIT(Http http) {
    this.http = http;
  }

  @Test
  void a_picture_has_its_size_its_grid_and_the_tokens_that_embedding_it_takes() {
    Form form = new Form().file("file", Samples.of("red_circle"));
    JsonNode seen = Http.json(http.post(PATH, form));
    JsonNode image = seen.path("images").path(0);
    int side = seen.path("patch_size").asInt() * seen.path("merge_size").asInt();
    int columns = image.path("resized_width").asInt() / side;
    int rows = image.path("resized_height").asInt() / side;
    assertThat(image.path("tokens").asInt()).isEqualTo(columns * rows).isPositive();
    assertThat(image.path("image_grid_thw").toString())
        .isEqualTo("[1,%d,%d]".formatted(2 * rows, 2 * columns));
    assertThat(image.path("width").asInt()).isPositive();
    assertThat(image.has("pixels")).isFalse();
  }

  @Test
  void pixels_are_those_of_the_one_page_that_was_asked_for() {
    byte[] file = Pdfs.coloured(Color.RED, Color.BLUE);
    JsonNode images =
        Http.json(http.post(PATH + "?pixels=1", new Form().file("file", file))).path("images");
    assertThat(images).hasSize(2);
    assertThat(images.path(0).has("pixels")).isFalse();
    JsonNode page = images.path(1);
    byte[] pixels = Base64.getDecoder().decode(page.path("pixels").textValue());
    assertThat(pixels)
        .hasSize(3 * page.path("resized_width").asInt() * page.path("resized_height").asInt())
        .startsWith(0, 0, 255);
  }

  @Test
  void what_is_no_place_and_what_is_no_picture_are_refused() {
    Form picture = new Form().file("file", Samples.of("red_circle"));
    ErrorBody.of(http.post(PATH + "?pixels=-1", picture), 400, "VALIDATION_ERROR");
    ErrorBody.of(http.post(PATH + "?pixels=all", picture), 400, "VALIDATION_ERROR");
    ErrorBody.of(http.post(PATH + "?pixels=0&pixels=1", picture), 400, "VALIDATION_ERROR");
    ErrorBody.of(http.post(PATH, new Form()), 400, "VALIDATION_ERROR");
    Form text = new Form().file("file", "no picture".getBytes());
    ErrorBody.of(http.post(PATH, text), 422, "UNPROCESSABLE_IMAGE");
  }
}
