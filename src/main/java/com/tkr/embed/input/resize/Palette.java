package com.tkr.embed.input.resize;

import java.util.Arrays;

/** 256 colours, R, G, B each. Entries that a file leaves out are black, as in Pillow. */
public record Palette(byte[] rgb) {
  private static final int COLORS = 256;

  /** Every index is a grey of its own value: what Pillow takes in the place of no palette. */
  public static final Palette GREY = grey();

  /** R, G, B triples in order; what is left of a triple at the end counts for nothing. */
  public static Palette rgb(byte[] entries) {
    byte[] whole = Arrays.copyOf(entries, entries.length / 3 * 3);
    return new Palette(Arrays.copyOf(whole, 3 * COLORS));
  }

  /** B, G, R and {@code size - 3} more bytes for each of {@code count} colours, as in BMP files. */
  public static Palette bgr(byte[] entries, int size, int count) {
    byte[] rgb = new byte[3 * count];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = entries[i / 3 * size + 2 - i % 3];
    }
    return rgb(rgb).dropGrey(count);
  }

  /**
   * Grey when the first {@code count} colours are, so that indices past them are too: Pillow drops
   * such palettes of GIF and BMP files.
   */
  public Palette dropGrey(int count) {
    int checked = 3 * Math.min(count, COLORS);
    int different = Arrays.mismatch(rgb, 0, checked, GREY.rgb, 0, checked);
    return different < 0 ? GREY : this;
  }

  private static Palette grey() {
    byte[] rgb = new byte[3 * COLORS];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i / 3);
    }
    return new Palette(rgb);
  }
}
