package com.tkr.embed.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.embedding.cache.CacheKey;
import com.tkr.embed.embedding.cache.CacheKeys;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.EncodedImage;
import com.tkr.embed.input.Truncate;
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
