package com.tkr.embed.model.mlx;

/**
 * What a file's header promises, to be held against what the library finds in it.
 *
 * @param width pixels per row
 * @param height number of rows
 * @param rowBytes bytes of a row of samples, interleaved; those of fewer than 8 bits packed
 */
public record Frame(int width, int height, int rowBytes) {
  /** Bytes of all samples. */
  public long bytes() {
    return (long) rowBytes * height;
  }
}
