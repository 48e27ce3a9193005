package com.tkr.embed.input.prompt;

import java.util.List;

/**
 * The special tokens that a tokenizer puts around every text.
 *
 * @param before the text
 * @param after the text
 */
public record AroundText(List<SpecialToken> before, List<SpecialToken> after) {
  /** No tokens. */
  public static final AroundText NOTHING = new AroundText(List.of(), List.of());
}
