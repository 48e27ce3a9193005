package com.tkr.embed.input;

import com.tkr.embed.model.Task;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thing to embed, as the user gave it, or a document to score by a query.
 *
 * @param content text, images, or both
 * @param query what a reranker scores the content by; {@code null} where a vector is asked for
 * @param instruction the system instruction; {@code null} for the profile's default
 * @param name what the client calls it, e.g. {@code texts[2]}; {@code ""} for one that is made of
 *     several fields
 * @param eachPage whether each page of a PDF file in it is to be an input of its own; else its
 *     pages are pictures of this one
 */
public record EmbeddingInput(
    Content content,
    @Nullable Content query,
    @Nullable String instruction,
    String name,
    boolean eachPage) {
  /** An input that is one, whatever is in it. */
  public EmbeddingInput(
      Content content, @Nullable Content query, @Nullable String instruction, String name) {
    this(content, query, instruction, name, false);
  }

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

  /** A picture, or as many inputs as the file has pages. */
  public static EmbeddingInput ofFile(
      EncodedImage file, @Nullable String instruction, String name) {
    return new EmbeddingInput(new Content("", List.of(file)), null, instruction, name, true);
  }

  /** The same of the files that its addresses stand for, and those of its query. */
  EmbeddingInput fetched(List<EncodedImage> files, List<EncodedImage> ofQuery) {
    Content asked = query == null ? null : query.with(ofQuery);
    return new EmbeddingInput(content.with(files), asked, instruction, name, eachPage);
  }

  /** The images of its query; none where it has none. */
  List<EncodedImage> queryImages() {
    return query == null ? List.of() : query.images();
  }

  /** The images of its query, then its own. */
  public Stream<EncodedImage> allImages() {
    return Stream.of(queryImages(), images()).flatMap(List::stream);
  }

  /** The same of other pictures and those of its query, none of which is still to be opened. */
  EmbeddingInput opened(List<EncodedImage> pictures, List<EncodedImage> ofQuery) {
    Content asked = query == null ? null : query.with(ofQuery);
    return new EmbeddingInput(content.with(pictures), asked, instruction, name, false);
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
