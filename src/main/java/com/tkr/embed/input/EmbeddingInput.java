package com.tkr.embed.input;

import com.tkr.embed.model.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing to embed, as the user gave it, or a document to score by a query.
 *
 * @param content text, images, or both
 * @param query what a reranker scores the content by; {@code null} where a vector is asked for
 * @param instruction the system instruction; {@code null} for the profile's default
 * @param name what the client calls it, e.g. {@code texts[2]}; {@code ""} for one that is made of
 *     several fields
 */
public record EmbeddingInput(
    Content content, @Nullable Content query, @Nullable String instruction, String name) {
  /** An input of text and images. */
  public EmbeddingInput(
      @Nullable String text, List<EncodedImage> images, @Nullable String instruction, String name) {
    this(new Content(text, images), null, instruction, name);
  }

  /** An input without a name. */
  public EmbeddingInput(
      @Nullable String text, List<EncodedImage> images, @Nullable String instruction) {
    this(text, images, instruction, "");
  }

  /** The text, {@code ""} where there is none. */
  public String text() {
    return content.textOrEmpty();
  }

  /** The images, in order. */
  public List<EncodedImage> images() {
    return content.images();
  }

  /** What it is for. */
  public Task task() {
    return query == null ? Task.EMBED : Task.RERANK;
  }

  /** {@code text}, {@code image} or {@code multimodal}; {@code pair} of document and query. */
  public String modality() {
    if (query != null) {
      return "pair";
    }
    if (images().isEmpty()) {
      return "text";
    }
    return text().isEmpty() ? "image" : "multimodal";
  }
}
