package com.tkr.embed.input.resize;

/** What becomes of the alpha of a picture whose mode in Pillow is RGBA. */
public enum Alpha {
  /** As Pillow's {@code convert("RGB")} does: colours stay as they are. */
  DROPPED,
  /** Pasted on white by it: {@code paste} with the alpha as its mask. */
  OVER_WHITE;

  /**
   * What turns samples to colours, this done to them.
   *
   * @param colors without it
   * @param size samples of a pixel
   * @param at which of them is alpha
   */
  public RowConverter of(RowConverter colors, int size, int at) {
    return this == DROPPED ? colors : colors.overWhite(size, at);
  }
}
