package com.tkr.embed.input;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Images and a text, in this order in the prompt.
 *
 * @param text the text; {@code null} where there is none, which is not an empty one where there is
 *     no image either
 * @param images encoded images (JPEG, PNG, ...), in order
 */
public record Content(@Nullable String text, List<EncodedImage> images) {
  /** Neither text nor image. */
  public static final Content NOTHING = new Content(null, List.of());

  /** The images are a copy. */
  public Content {
    images = List.copyOf(images);
  }

  /** Whether there is neither text nor image. */
  public boolean isNothing() {
    return text == null && images.isEmpty();
  }

  /** The same text with other images. */
  Content with(List<EncodedImage> others) {
    return new Content(text, others);
  }

  /** The same images with another text; without one where there was none. */
  public Content withText(String other) {
    return text == null ? this : new Content(other, images);
  }

  /** The text, {@code ""} where there is none. */
  String textOrEmpty() {
    return text == null ? "" : text;
  }
}
