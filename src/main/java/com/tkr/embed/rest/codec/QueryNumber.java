package com.tkr.embed.rest.codec;

import java.util.List;
import java.util.OptionalLong;

/** A whole number among a request's query parameters. */
public final class QueryNumber {
  private QueryNumber() {}

  /**
   * The number, from 0 on; empty where none is given.
   *
   * @param values all that the parameter is given
   * @param rule what it must be
   * @throws com.tkr.embed.error.EmbeddingException 400 for anything else, or more than one value
   */
  public static OptionalLong of(String name, List<String> values, String rule) {
    if (values.size() > 1) {
      throw Invalid.repeated(name);
    }
    return values.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(number(name, values.get(0), rule));
  }

  private static long number(String name, String text, String rule) {
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // refused like a negative number
    }
    throw Invalid.field(name, rule);
  }
}
