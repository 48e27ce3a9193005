package com.tkr.embed.config.settings;

import java.util.Locale;

/** Whose token ids a client sends in place of a text. */
public enum TokenVocabulary {
  /** What they plainly are; refused where they may be either. */
  AUTO,
  /** Of the model's tokenizer. */
  OWN,
  /** Of OpenAI's {@code cl100k_base}. */
  CL100K,
  /** Texts alone are taken. */
  REFUSE;

  /** As an operator writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
