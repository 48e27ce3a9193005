package com.tkr.embed.embedding.quantization;

import java.util.Arrays;
import java.util.Optional;

/** What the numbers of a vector are. */
public enum VectorType {
  /** float32, as the model computes it. */
  FLOAT("float"),
  /** One signed byte for each dimension. */
  INT8("int8"),
  /** One unsigned byte for each dimension: that of {@link #INT8} and 128. */
  UINT8("uint8"),
  /** One bit for each dimension, eight to a signed byte: that of {@link #UBINARY} less 128. */
  BINARY("binary"),
  /** One bit for each dimension, its sign, eight to an unsigned byte, the first the highest. */
  UBINARY("ubinary");

  private final String wireName;

  VectorType(String wireName) {
    this.wireName = wireName;
  }

  /** What requests call it. */
  public String wireName() {
    return wireName;
  }

  /** The type of a name; empty when there is none. */
  public static Optional<VectorType> named(String wireName) {
    return Arrays.stream(values()).filter(type -> type.wireName.equals(wireName)).findFirst();
  }
}
