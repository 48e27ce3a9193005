package com.tkr.embed.input;

import java.util.List;

/**
 * One thing to embed, as the user gave it: text, images, or both (images come first in the prompt).
 *
 * @param text the text, {@code ""} when there is none
 * @param images encoded images (JPEG, PNG, ...), in order
 * @param instruction the system instruction; {@code null} for the profile's default
 */
public record EmbeddingInput(String text, List<EncodedImage> images, String instruction) {
  public EmbeddingInput {
    text = text == null ? "" : text;
    images = List.copyOf(images);
  }

  /** {@code text}, {@code image} or {@code multimodal}. */
  public String modality() {
    if (images.isEmpty()) {
      return "text";
    }
    return text.isEmpty() ? "image" : "multimodal";
  }
}
