package com.tkr.embed.model.profile;

/**
 * The words by which a reranker answers, a token each.
 *
 * @param yes that the document meets what is asked
 * @param no that it does not
 */
public record AnswerWords(String yes, String no) {}
