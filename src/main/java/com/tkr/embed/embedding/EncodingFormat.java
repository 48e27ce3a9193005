package com.tkr.embed.embedding;

/** How JSON answers carry a vector. */
public enum EncodingFormat {
  /** An array of numbers. */
  FLOAT("float"),
  /** A string: base64 of little-endian float32. */
  BASE64("base64");

  private final String wireName;

  EncodingFormat(String wireName) {
    this.wireName = wireName;
  }

  /** What requests call it. */
  public String wireName() {
    return wireName;
  }
}
