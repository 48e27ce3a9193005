package com.tkr.embed.rest.body;

import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.EncodedImage;
import com.tkr.embed.rest.codec.Invalid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One input as a body of JSON lists its parts. Models take the pictures first, in their order, and
 * then the text: texts are joined by line breaks.
 */
public final class Content {
  /** Says {@code images-first} where a text stood before a picture. */
  public static final String ORDER_HEADER = "X-Embedding-Order";

  private final String name;
  private final List<String> texts = new ArrayList<>();
  private final List<EncodedImage> images = new ArrayList<>();
  private @Nullable String instruction;
  private boolean reordered;
  private long characters;

  /**
   * @param name what errors call it, e.g. {@code input[2]}
   */
  public Content(String name) {
    this.name = name;
  }

  /** Adds a text. */
  public void text(String text) {
    characters += text.length() + (texts.isEmpty() ? 0 : 1);
    texts.add(text);
  }

  /** UTF-16 units of its texts as one. */
  long characters() {
    return characters;
  }

  /** Adds a picture. */
  public void image(EncodedImage image) {
    reordered |= !texts.isEmpty();
    images.add(image);
  }

  /** Has an instruction of its own. */
  public void instruction(String own) {
    instruction = own;
  }

  /** What errors call it. */
  public String name() {
    return name;
  }

  /** Whether nothing was added. */
  public boolean isEmpty() {
    return texts.isEmpty() && images.isEmpty();
  }

  /** Whether a text stood before a picture. */
  public boolean isReordered() {
    return reordered;
  }

  /** Its pictures. */
  public int images() {
    return images.size();
  }

  /** Its texts as one. */
  public String text() {
    return String.join("\n", texts);
  }

  /** What is scored, or scored by: without a text where none was added. */
  public com.tkr.embed.input.Content side() {
    if (instruction != null) {
      throw Invalid.field(name + ".instruction", "must stand beside the query, once");
    }
    return new com.tkr.embed.input.Content(texts.isEmpty() ? null : text(), images);
  }

  /**
   * What is to be embedded.
   *
   * @param shared the instruction of inputs that have none of their own; null for the model's
   */
  public EmbeddingInput input(@Nullable String shared) {
    return new EmbeddingInput(text(), images, instruction == null ? shared : instruction, name);
  }
}
