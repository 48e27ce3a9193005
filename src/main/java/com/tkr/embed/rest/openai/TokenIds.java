package com.tkr.embed.rest.openai;

import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonValue;
import java.io.IOException;
import java.util.Arrays;

/** A text as ids of some vocabulary. */
final class TokenIds {
  /** Of one input: more than any model takes. */
  private static final int MOST = 1 << 16;

  private final String name;
  private int[] ids = new int[64];
  private int count;

  /**
   * @param name what errors call it, e.g. {@code input[2]}
   */
  TokenIds(String name) {
    this.name = name;
  }

  /** Those of an input. */
  static TokenIds of(String name, int... ids) {
    TokenIds tokens = new TokenIds(name);
    tokens.ids = ids;
    tokens.count = ids.length;
    return tokens;
  }

  /** Adds one. */
  void add(JsonValue value) throws IOException {
    if (count == MOST) {
      throw Invalid.field(name, "may hold " + MOST + " token ids at most");
    }
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * count);
    }
    ids[count++] = value.upTo(Integer.MAX_VALUE);
  }

  String name() {
    return name;
  }

  int[] ids() {
    return Arrays.copyOf(ids, count);
  }
}
