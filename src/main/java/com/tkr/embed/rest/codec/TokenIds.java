package com.tkr.embed.rest.codec;

import java.io.IOException;
import java.util.Arrays;

/** A text as ids of some vocabulary. */
public final class TokenIds {
  /** Of one input: more than any model takes. */
  private static final int MOST = 1 << 16;

  private final String name;
  private final TokenAllowance allowance;
  private int[] ids = new int[64];
  private int count;

  /**
   * @param name what errors call it, e.g. {@code input[2]}
   * @param allowance of the request
   */
  public TokenIds(String name, TokenAllowance allowance) {
    this.name = name;
    this.allowance = allowance;
  }

  /** Those of an input. */
  public static TokenIds of(String name, int... ids) {
    TokenIds tokens = new TokenIds(name, new TokenAllowance());
    tokens.ids = ids;
    tokens.count = ids.length;
    return tokens;
  }

  /** Adds one. */
  public void add(JsonValue value) throws IOException {
    allowance.take(name);
    if (count == MOST) {
      throw Invalid.field(name, "may hold " + MOST + " token ids at most");
    }
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * count);
    }
    ids[count++] = value.upTo(Integer.MAX_VALUE);
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** What errors call it. */
  public String name() {
    return name;
  }

  /** A copy of them. */
  public int[] ids() {
    return Arrays.copyOf(ids, count);
  }
}
