package com.tkr.embed.input.prompt;

/**
 * A token that stands for no text of a user's.
 *
 * @param id of the model's vocabulary
 * @param text how the tokenizer's file spells it
 */
public record SpecialToken(int id, String text) {}
