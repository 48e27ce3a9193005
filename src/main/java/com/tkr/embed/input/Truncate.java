package com.tkr.embed.input;

/** What is done to a text that is longer than the model takes. */
public enum Truncate {
  /** It is refused. */
  NONE,
  /** Its first tokens go. */
  START,
  /** Its last tokens go, as the model's profile says. */
  END;

  /** Of a request that leaves only the choice to cut the end or to refuse. */
  public static Truncate of(boolean truncate) {
    return truncate ? END : NONE;
  }
}
