package com.tkr.embed.it;

import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.EncodedImage;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A request for a few texts, a picture, or a picture with a text, out of not so many. */
record MixedRequest(List<Input> inputs) {
  private static final int TEXTS = 300;
  private static final int MOST_TEXTS = 5;
  private static final int OF_TEN_TEXTS = 8;
  private static final List<String> PICTURES = List.of("red_circle", "blue_circle");

  /**
   * One thing to embed; either part may be null.
   *
   * @param picture the name of a sample
   */
  record Input(String text, String picture) {
    EmbeddingInput embeddingInput() {
      List<EncodedImage> images =
          picture == null ? List.of() : List.of(new EncodedImage(Samples.of(picture), false));
      return new EmbeddingInput(text, images, null);
    }
  }

  static MixedRequest random(Random random) {
    if (random.nextInt(10) < OF_TEN_TEXTS) {
      int count = 1 + random.nextInt(MOST_TEXTS);
      return new MixedRequest(
          IntStream.range(0, count)
              .mapToObj(i -> new Input("duplicate " + random.nextInt(TEXTS), null))
              .toList());
    }
    String text = random.nextBoolean() ? "with a text " + random.nextInt(5) : null;
    String picture = PICTURES.get(random.nextInt(PICTURES.size()));
    return new MixedRequest(List.of(new Input(text, picture)));
  }

  /** As sent: raw vectors are asked for, as the engine makes them. */
  HttpRequest.Builder over(Http http) {
    Input first = inputs.get(0);
    HttpRequest.Builder request;
    if (first.picture == null) {
      request = http.json("/embed/text", "{\"texts\":[" + list() + "],\"normalize\":false}");
    } else {
      Form form = new Form().field("normalize", "false");
      boolean both = first.text != null;
      form.file(both ? "image" : "file", Samples.of(first.picture));
      request =
          both
              ? http.form("/embed/multimodal", form.field("text", first.text))
              : http.form("/embed/image", form);
    }
    return request.header("Accept", "application/octet-stream");
  }

  private String list() {
    return inputs.stream().map(input -> "\"" + input.text + "\"").collect(Collectors.joining(","));
  }
}
