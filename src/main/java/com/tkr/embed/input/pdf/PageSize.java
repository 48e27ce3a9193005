package com.tkr.embed.input.pdf;

/**
 * The size of a page.
 *
 * @param width in points, as it is seen
 * @param height in points, as it is seen
 */
record PageSize(float width, float height) {
  /** Whether it can be drawn at any scale. */
  boolean isSound() {
    return width > 0 && height > 0 && Float.isFinite(width * height);
  }
}
