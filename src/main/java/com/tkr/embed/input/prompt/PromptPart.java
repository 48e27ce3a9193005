package com.tkr.embed.input.prompt;

/** A piece of the prompt: a special token, literal text, or a slot that a request fills. */
sealed interface PromptPart {
  /** The id of a special token. */
  record Special(int id) implements PromptPart {}

  /** Literal text without special tokens. */
  record Literal(String text) implements PromptPart {}

  /** Where a request's own content goes. */
  enum Slot implements PromptPart {
    INSTRUCTION("{instruction}"),
    QUERY_IMAGES("{query_images}"),
    QUERY_TEXT("{query_text}"),
    IMAGES("{images}"),
    TEXT("{text}");

    private final String literal;

    Slot(String literal) {
      this.literal = literal;
    }

    /** How a profile writes it. */
    String literal() {
      return literal;
    }
  }
}
