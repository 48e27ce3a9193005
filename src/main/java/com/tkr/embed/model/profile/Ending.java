package com.tkr.embed.model.profile;

/**
 * How an input's tokens end.
 *
 * @param addSpecialTokens whether the tokenizer's own post-processor adds its special tokens to the
 *     prompt, as {@code add_special_tokens} of transformers says
 * @param truncation what is cut of an input that is too long
 */
public record Ending(boolean addSpecialTokens, Truncation truncation) {
  /** Which tokens go. */
  public enum Truncation {
    /** The text's last ones; the prompt after it stays. */
    TEXT,
    /** The last ones of all before those that the tokenizer adds. */
    END;

    /** How a profile calls it. */
    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
