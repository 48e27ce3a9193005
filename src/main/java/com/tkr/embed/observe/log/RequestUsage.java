package com.tkr.embed.observe.log;

/**
 * What a request asked for, for its access line.
 *
 * @param items inputs
 * @param tokens of all inputs, whether computed now or before
 * @param hits inputs that the cache had
 */
public record RequestUsage(int items, long tokens, int hits) {
  public static final RequestUsage NONE = new RequestUsage(0, 0, 0);
}
