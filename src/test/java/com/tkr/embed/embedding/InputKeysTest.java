package com.tkr.embed.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.embedding.cache.CacheKey;
import com.tkr.embed.embedding.cache.CacheKeys;
import com.tkr.embed.input.Content;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.EncodedImage;
import com.tkr.embed.input.Truncate;
import com.tkr.embed.input.pdf.PdfLimits;
import com.tkr.embed.input.pdf.PdfPage;
import com.tkr.embed.input.pdf.PdfRenderer;
import com.tkr.embed.testing.Pdfs;
import java.awt.Color;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputKeysTest {
  private static final String DEFAULT = "the model's own";

  /** 20 tokens, so that a longer text may be cut. */
  private final InputKeys keys = new InputKeys(new CacheKeys(List.of("revision"), DEFAULT, 20));

  @Test
  void whatever_changes_a_vector_changes_the_key() {
    EncodedImage image = new EncodedImage(new byte[] {1, 2}, false);
    List<CacheKey> different =
        List.of(
            key(input("text", null), true),
            key(input("text2", null), true),
            key(input("text", "another"), true),
            key(input("text", ""), true),
            key(input("text", null, image), true),
            key(input("text", null, new EncodedImage(new byte[] {1, 3}, false)), true),
            key(input("text", null, new EncodedImage(new byte[] {1, 2}, true)), true),
            key(input("text", null, image, image), true),
            key(input("long ".repeat(50), null), true),
            key(input("long ".repeat(50), null), false),
            key(input("long ".repeat(50), null), Truncate.START));
    assertThat(different).doesNotHaveDuplicates();
  }

  @Test
  void pages_share_a_key_only_where_file_number_and_what_draws_them_are_the_same() {
    byte[] file = Pdfs.coloured(Color.RED);
    byte[] other = Pdfs.coloured(Color.BLUE);
    List<CacheKey> different =
        List.of(
            page(file, 1, 1_000_000),
            page(file, 2, 1_000_000),
            page(file, 1, 2_000_000),
            page(other, 1, 1_000_000),
            key(input("", null, new EncodedImage(Arrays.copyOf(file, 4), false)), true));
    assertThat(different).doesNotHaveDuplicates();
    assertThat(page(file.clone(), 1, 1_000_000)).isEqualTo(page(file, 1, 1_000_000));
  }

  @Test
  void a_picture_that_is_not_there_yet_has_no_key() {
    EncodedImage address = EncodedImage.at("https://example.org/red.png", false);
    EncodedImage unopened = new EncodedImage(Pdfs.coloured(Color.RED), false);
    for (EncodedImage image : List.of(address, unopened)) {
      assertThatThrownBy(() -> key(input("", null, image), true))
          .isInstanceOf(IllegalStateException.class);
      EmbeddingInput pair =
          new EmbeddingInput(
              new Content("text", List.of()), new Content(null, List.of(image)), null, "");
      assertThatThrownBy(() -> key(pair, true)).isInstanceOf(IllegalStateException.class);
    }
  }

  private CacheKey page(byte[] file, int number, int mostPixels) {
    PdfLimits limits = new PdfLimits(8, mostPixels, Duration.ofSeconds(1), Path.of("fonts"));
    try (PdfRenderer renderer = new PdfRenderer(limits, 1)) {
      PdfPage page = new PdfPage(renderer, file, number, 200, 100);
      return key(input("", null, EncodedImage.of(page)), true);
    }
  }

  @Test
  void what_a_client_calls_an_input_does_not() {
    EmbeddingInput named = new EmbeddingInput("text", List.of(), null, "texts[7]");
    assertThat(key(named, true)).isEqualTo(key(input("text", null), true));
    assertThat(key(input("text", DEFAULT), true)).isEqualTo(key(input("text", null), true));
  }

  private CacheKey key(EmbeddingInput input, boolean truncate) {
    return key(input, Truncate.of(truncate));
  }

  private CacheKey key(EmbeddingInput input, Truncate truncate) {
    return keys.of(new EmbeddingRequest(List.of(input), true, 0, truncate, EncodingFormat.FLOAT))
        .get(0);
  }

  private static EmbeddingInput input(String text, String instruction, EncodedImage... images) {
    return new EmbeddingInput(text, List.of(images), instruction);
  }
}
