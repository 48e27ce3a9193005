package com.tkr.embed.model;

/**
 * The tokens by which a reranker answers: its score is the logit of the first less that of the
 * second.
 *
 * @param yes the token's id
 * @param no the other's
 */
public record AnswerTokens(int yes, int no) {}
