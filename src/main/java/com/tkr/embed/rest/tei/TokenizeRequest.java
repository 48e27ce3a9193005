package com.tkr.embed.rest.tei;

import java.util.List;

/**
 * What is asked of {@code /tokenize}.
 *
 * @param texts to be tokenised
 * @param special whether the special tokens that the tokenizer puts around a text are told
 */
record TokenizeRequest(List<String> texts, boolean special) {}
