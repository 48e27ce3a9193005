package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tkr.embed.testing.Pdfs;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** PDF files where a picture may stand. */
@ExtendWith(SharedServer.class)
@ResourceLock(SharedServer.LOCK)
class PdfIT {
  private static final String IMAGE = "/embed/image";
  private static final String MULTIMODAL = "/embed/multimodal";
  private static final double SAME = 1 - 1e-6;

  private final Http http;

  PdfIT(Http http) {
    this.http = http;
  }

  @Test
  void eachPageIsAVectorAndTheAnswerSaysWhich() {
    byte[] file = pages("red_circle", "yellow_heart");
    HttpResponse<byte[]> response =
        http.post(IMAGE, new Form().file("file", file).file("file", Samples.of("red_circle")));
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode answer = Http.json(response);
    assertThat(answer.get("pages"))
        .hasToString("[{\"input\":0,\"page\":1},{\"input\":0,\"page\":2},{\"input\":1}]");
    assertThat(response.headers().firstValue("X-Embedding-Pages")).hasValue("0:1,0:2,1");
    List<float[]> vectors = Vectors.of(answer);
    assertThat(vectors).hasSize(3);
    float[] circle = text("a red circle");
    assertThat(Vectors.dot(circle, vectors.get(0)))
        .isGreaterThan(Vectors.dot(circle, vectors.get(1)));
    assertThat(Vectors.cosine(vectors.get(0), vectors.get(2))).isGreaterThan(0.9);
  }

  @Test
  void aPageIsFoundInTheCacheAndIsNoOther() {
    byte[] file = pages("blue_circle", "black_triangle");
    List<float[]> first = Vectors.of(Http.json(http.post(IMAGE, new Form().file("file", file))));
    HttpResponse<byte[]> again = http.post(IMAGE, new Form().file("file", file));
    assertThat(again.headers().firstValue("X-Cache")).hasValue("hits=2, misses=0");
    List<float[]> second = Vectors.of(Http.json(again));
    assertThat(Vectors.cosine(first.get(0), second.get(0))).isGreaterThan(SAME);
    assertThat(Vectors.cosine(first.get(1), second.get(1))).isGreaterThan(SAME);
    assertThat(Vectors.cosine(first.get(0), first.get(1))).isLessThan(0.99);
  }

  @Test
  void pagesOfAFusedInputAreItsPictures() {
    byte[] file = pages("red_circle", "red_circle");
    HttpResponse<byte[]> response =
        http.post(MULTIMODAL, new Form().file("image", file).field("text", "the same in blue"));
    assertThat(Http.json(response).get("shape").get(0).asInt()).isOne();
    assertThat(Http.json(response).get("pages")).hasToString("[{\"input\":0}]");
    byte[] many = Pdfs.coloured(new Color[17]);
    assertThat(
            ErrorBody.of(
                http.post(MULTIMODAL, new Form().file("image", many)), 400, "VALIDATION_ERROR"))
        .isEqualTo("The input has 17 images; the limit is 16.");
  }

  @Test
  void voyagesUsageCountsPagesAsPictures() {
    JsonNode pages = usage(data("application/pdf", pages("red_circle", "blue_circle")));
    String picture = data("image/png", Samples.of("red_circle"));
    JsonNode pictures = usage(picture, picture);
    assertThat(pages.get("text_tokens")).isEqualTo(pictures.get("text_tokens"));
    assertThat(pages.get("total_tokens").asInt()).isGreaterThan(pages.get("text_tokens").asInt());
    assertThat(pages.get("image_pixels").asLong()).isPositive();
  }

  private JsonNode usage(String... pictures) {
    String parts =
        List.of(pictures).stream()
            .map(url -> "{\"type\":\"image_base64\",\"image_base64\":\"" + url + "\"}")
            .collect(Collectors.joining(","));
    String body = "{\"inputs\":[{\"content\":[" + parts + "]}]}";
    return Http.json(http.postJson("/v1/multimodalembeddings", body)).get("usage");
  }

  private static String data(String type, byte[] file) {
    return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(file);
  }

  @Test
  void whatCannotBeDrawnIsRefusedByName() {
    Form form =
        new Form().file("file", Samples.of("red_circle")).file("file", Pdfs.encrypted("secret"));
    assertThat(ErrorBody.of(http.post(IMAGE, form), 422, "UNPROCESSABLE_IMAGE"))
        .isEqualTo("file[1]: The image is a PDF file that needs a password; send it without.");
    assertThat(
            ErrorBody.of(
                http.post(IMAGE, new Form().file("file", "%PDF-1.7 and no more".getBytes())),
                422,
                "UNPROCESSABLE_IMAGE"))
        .isEqualTo("The image is a damaged or truncated PDF file.");
  }

  @Test
  void tooManyPagesAreRefused() {
    assertThat(
            ErrorBody.of(
                http.post(IMAGE, new Form().file("file", Pdfs.coloured(new Color[65]))),
                422,
                "UNPROCESSABLE_IMAGE"))
        .contains("which is 64 of all its files");
  }

  private float[] text(String text) {
    return Vectors.of(Http.json(http.postJson("/embed/text", "{\"texts\":[\"" + text + "\"]}")))
        .get(0);
  }

  private static byte[] pages(String... samples) {
    return Pdfs.pictures(List.of(samples).stream().map(PdfIT::picture).toList());
  }

  private static BufferedImage picture(String sample) {
    try {
      return ImageIO.read(new ByteArrayInputStream(Samples.of(sample)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
