package com.tkr.embed.security.auth;

/**
 * What a request asked for, for its access line.
 *
 * @param items inputs
 * @param tokens of all inputs, whether computed now or before
 * @param hits inputs that the cache had
 */
public record Tally(int items, long tokens, int hits) {
  public static final Tally NONE = new Tally(0, 0, 0);
}
