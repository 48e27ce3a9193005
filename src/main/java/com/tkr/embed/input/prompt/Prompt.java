package com.tkr.embed.input.prompt;

import com.tkr.embed.input.prompt.PromptPart.Literal;
import com.tkr.embed.input.prompt.PromptPart.Slot;
import com.tkr.embed.input.prompt.PromptPart.Special;
import com.tkr.embed.model.ModelLoadFailed;
import java.util.Collections;
import java.util.List;

/**
 * A model's prompt, filled and tokenised. Text between two special tokens is encoded as one unit,
 * the template's literal text and the user's together, so ids equal those of encoding the whole
 * string at once. Thread-safe.
 */
public final class Prompt {
  private static final String IMAGE_PAD = "<|image_pad|>";

  private final SegmentCache segments;
  private final List<PromptPart> parts;
  private final List<PromptPart> image;
  private final int imagePad;
  private final AddedIds added;

  /**
   * A profile's prompt in this tokenizer's tokens.
   *
   * @param prompt the whole prompt with its slots
   * @param image what stands in {@code {images}} once per image
   * @throws ModelLoadFailed when it cannot be filled
   */
  public Prompt(String prompt, String image, Tokenizer tokenizer) {
    this.segments = new SegmentCache(tokenizer);
    this.parts = PromptParser.parse(prompt, tokenizer.special());
    this.image = PromptParser.parse(image, tokenizer.special());
    this.imagePad = tokenizer.special().getOrDefault(IMAGE_PAD, -1);
    this.added = AddedIds.NONE;
    check();
  }

  private Prompt(Prompt plain, AddedIds added) {
    this.segments = plain.segments;
    this.parts = plain.parts;
    this.image = plain.image;
    this.imagePad = plain.imagePad;
    this.added = added;
  }

  /** The same with what the tokenizer's post-processor adds to it, if anything. */
  public Prompt withSpecialTokens(Tokenizer tokenizer) {
    return tokenizer.addedIds().map(ids -> new Prompt(this, ids)).orElse(this);
  }

  /** The whole prompt's ids. */
  public PromptIds fill(Filling filling) {
    PromptIds ids = new PromptIds(segments);
    ids.before(added.before());
    PromptPart content = hasQuery() ? firstOfContent() : null;
    for (PromptPart part : parts) {
      if (part == content) {
        ids.content();
      }
      if (part instanceof Special token) {
        ids.special(token.id());
      } else if (part instanceof Literal literal) {
        ids.literal(literal.text());
      } else {
        fillSlot(ids, (Slot) part, filling);
      }
    }
    ids.after(added.after());
    return ids;
  }

  /** Whether it asks for a query beside what the other slots hold. */
  public boolean hasQuery() {
    return parts.contains(Slot.QUERY_TEXT);
  }

  private PromptPart firstOfContent() {
    return parts.indexOf(Slot.IMAGES) < parts.indexOf(Slot.TEXT) ? Slot.IMAGES : Slot.TEXT;
  }

  /** Ids before the first slot that differs between inputs of one instruction. */
  public int[] prefix(String instruction) {
    PromptIds ids = new PromptIds(segments);
    ids.before(added.before());
    for (PromptPart part : parts) {
      if (part instanceof Slot && part != Slot.INSTRUCTION) {
        break;
      }
      if (part instanceof Special token) {
        ids.special(token.id());
      } else {
        ids.literal(part instanceof Literal literal ? literal.text() : instruction);
      }
    }
    ids.end();
    return ids.toArray();
  }

  private void fillSlot(PromptIds ids, Slot slot, Filling filling) {
    switch (slot) {
      case INSTRUCTION -> ids.literal(filling.instruction());
      case TEXT -> ids.text(filling.content().text());
      case IMAGES -> addImages(ids, filling.content());
      case QUERY_TEXT -> ids.literal(filling.query().text());
      case QUERY_IMAGES -> addImages(ids, filling.query());
    }
  }

  private void addImages(PromptIds ids, Filling.Side side) {
    for (int tokens : side.imageTokens()) {
      addImage(ids, tokens);
    }
  }

  private void addImage(PromptIds ids, int tokens) {
    for (PromptPart part : image) {
      if (part instanceof Special token) {
        ids.special(token.id(), token.id() == imagePad ? tokens : 1);
      } else {
        ids.literal(((Literal) part).text());
      }
    }
  }

  private void check() {
    for (Slot slot : Slot.values()) {
      if (Collections.frequency(parts, slot) > 1) {
        throw new ModelLoadFailed("profile: \"prompt\" has " + slot.literal() + " twice");
      }
    }
    int text = parts.indexOf(Slot.TEXT);
    boolean closed = text + 1 < parts.size() && parts.get(text + 1) instanceof Special;
    if (text < 0 || !closed || !parts.contains(Slot.IMAGES)) {
      throw new ModelLoadFailed(
          "profile: \"prompt\" needs {images}, and {text} followed by a special token");
    }
    if (parts.contains(Slot.QUERY_TEXT) != parts.contains(Slot.QUERY_IMAGES)) {
      throw new ModelLoadFailed(
          "profile: \"prompt\" needs both of {query_images} and {query_text}, or neither");
    }
    boolean slotless = image.stream().noneMatch(Slot.class::isInstance);
    if (!slotless || Collections.frequency(image, new Special(imagePad)) != 1) {
      throw new ModelLoadFailed("profile: \"image\" needs " + IMAGE_PAD + " once and no slot");
    }
  }
}
