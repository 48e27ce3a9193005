package com.tkr.embed.model;

/** Which positions the tokens of pictures take in the text decoder. */
public enum Positions {
  /** Those of their grid, three of them a token. */
  MROPE("mrope"),
  /** The next one, as every other token. */
  ONE_DIMENSIONAL("1d");

  private final String word;

  Positions(String word) {
    this.word = word;
  }

  /** How profiles and the engine call it. */
  public String word() {
    return word;
  }
}
