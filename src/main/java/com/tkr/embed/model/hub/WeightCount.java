package com.tkr.embed.model.hub;

/**
 * How many weights a model has.
 *
 * @param dense those that stay 16 bits wide: the vision tower, norms, biases
 * @param quantizable those of the text stack's matrices, its embedding among them
 */
public record WeightCount(long dense, long quantizable) {
  private static final int GROUP = 64;

  /** A scale and a bias of 16 bits for each group. */
  private static final int BITS_OF_GROUP = 32;

  /**
   * Bytes of memory that they take.
   *
   * @param bits of a quantised weight, in groups of 64; 16 for none
   */
  public long bytes(int bits) {
    long eighths = bits == 16 ? 16 * GROUP : bits * GROUP + BITS_OF_GROUP;
    return 2 * dense + quantizable / GROUP * eighths / Byte.SIZE;
  }
}
