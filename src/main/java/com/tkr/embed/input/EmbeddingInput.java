package com.tkr.embed.input;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing to embed, as the user gave it: text, images, or both (images come first in the prompt).
 *
 * @param text the text, {@code ""} when there is none
 * @param images encoded images (JPEG, PNG, ...), in order
 * @param instruction the system instruction; {@code null} for the profile's default
 * @param name what the client calls it, e.g. {@code texts[2]}; {@code ""} for one that is made of
 *     several fields
 */
public record EmbeddingInput(
    String text, List<EncodedImage> images, @Nullable String instruction, String name) {
  public EmbeddingInput {
    text = text == null ? "" : text;
    images = List.copyOf(images);
  }

  /** An input without a name. */
  public EmbeddingInput(String text, List<EncodedImage> images, @Nullable String instruction) {
    this(text, images, instruction, "");
  }

  /** {@code text}, {@code image} or {@code multimodal}. */
  public String modality() {
    if (images.isEmpty()) {
      return "text";
    }
    return text.isEmpty() ? "image" : "multimodal";
  }
}
