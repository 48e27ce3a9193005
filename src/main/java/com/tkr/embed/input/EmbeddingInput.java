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
 * @param eachPage whether each page of a PDF file in it is to be an input of its own; else its
 *     pages are pictures of this one
 */
public record EmbeddingInput(
    String text,
    List<EncodedImage> images,
    @Nullable String instruction,
    String name,
    boolean eachPage) {
  public EmbeddingInput {
    text = text == null ? "" : text;
    images = List.copyOf(images);
  }

  /** An input that is one, whatever is in it. */
  public EmbeddingInput(
      String text, List<EncodedImage> images, @Nullable String instruction, String name) {
    this(text, images, instruction, name, false);
  }

  /** An input without a name. */
  public EmbeddingInput(String text, List<EncodedImage> images, @Nullable String instruction) {
    this(text, images, instruction, "");
  }

  /** A picture, or as many inputs as the file has pages. */
  public static EmbeddingInput ofFile(
      EncodedImage file, @Nullable String instruction, String name) {
    return new EmbeddingInput("", List.of(file), instruction, name, true);
  }

  /** The same of the files that its addresses stand for. */
  EmbeddingInput fetched(List<EncodedImage> files) {
    return new EmbeddingInput(text, files, instruction, name, eachPage);
  }

  /** The same of other pictures, none of which is a file that is still to be opened. */
  EmbeddingInput of(List<EncodedImage> pictures) {
    return new EmbeddingInput(text, pictures, instruction, name, false);
  }

  /** {@code text}, {@code image} or {@code multimodal}. */
  public String modality() {
    if (images.isEmpty()) {
      return "text";
    }
    return text.isEmpty() ? "image" : "multimodal";
  }
}
