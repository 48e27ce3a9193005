package com.tkr.embed.input.image;

import java.util.List;

/**
 * The pixels that one pass of a PNG file has (PNG, third edition, section 8.1).
 *
 * @param left the first column
 * @param top the first row
 * @param right from a column to the next
 * @param down from a row to the next
 */
record PngPass(int left, int top, int right, int down) {
  /** All pixels at once. */
  static final List<PngPass> ONE = List.of(new PngPass(0, 0, 1, 1));

  /** Interlaced. */
  static final List<PngPass> ADAM7 =
      List.of(
          new PngPass(0, 0, 8, 8),
          new PngPass(4, 0, 8, 8),
          new PngPass(0, 4, 4, 8),
          new PngPass(2, 0, 4, 4),
          new PngPass(0, 2, 2, 4),
          new PngPass(1, 0, 2, 2),
          new PngPass(0, 1, 1, 2));

  /** How many columns of a picture it has. */
  int columns(int width) {
    return (width - left + right - 1) / right;
  }

  /** How many rows of a picture it has. */
  int rows(int height) {
    return (height - top + down - 1) / down;
  }
}
