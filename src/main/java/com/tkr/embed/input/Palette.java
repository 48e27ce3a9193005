package com.tkr.embed.input;

/** 256 colours, R, G, B each. Entries that a file leaves out are black, as in Pillow. */
record Palette(byte[] rgb) {
  private static final int COLORS = 256;

  /** Every index is a grey of its own value: what Pillow takes in the place of no palette. */
  static final Palette GREY = grey();

  /** R, G, B triples in order. */
  static Palette rgb(byte[] entries) {
    return of(entries, new int[] {0, 1, 2});
  }

  /** Entries of {@code size} bytes that begin with B, G, R. */
  static Palette bgr(byte[] entries, int size) {
    int[] order = {2, 1, 0, 0};
    return of(entries, java.util.Arrays.copyOf(order, size));
  }

  /**
   * Grey when the first {@code count} colours are, so that indices past them are too: Pillow drops
   * such palettes of GIF and BMP files.
   */
  Palette dropGrey(int count) {
    int checked = 3 * Math.min(count, COLORS);
    int different = java.util.Arrays.mismatch(rgb, 0, checked, GREY.rgb, 0, checked);
    return different < 0 ? GREY : this;
  }

  private static Palette of(byte[] entries, int[] order) {
    byte[] rgb = new byte[3 * COLORS];
    int given = Math.min(COLORS, entries.length / order.length);
    for (int i = 0; i < 3 * given; i++) {
      rgb[i] = entries[order.length * (i / 3) + order[i % 3]];
    }
    return new Palette(rgb);
  }

  private static Palette grey() {
    byte[] rgb = new byte[3 * COLORS];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i / 3);
    }
    return new Palette(rgb);
  }
}
