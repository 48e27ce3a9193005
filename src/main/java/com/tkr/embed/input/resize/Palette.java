package com.tkr.embed.input.resize;

import java.awt.image.IndexColorModel;
import java.util.Arrays;

/** 256 colours, R, G, B each. Entries that a file leaves out are black, as in Pillow. */
public record Palette(byte[] rgb) {
  private static final int COLORS = 256;

  /** Every index is a grey of its own value: what Pillow takes in the place of no palette. */
  public static final Palette GREY = grey();

  /** R, G, B triples in order. */
  public static Palette rgb(byte[] entries) {
    return new Palette(Arrays.copyOf(entries, 3 * COLORS));
  }

  /** A BMP file's palette. */
  public static Palette of(IndexColorModel model) {
    byte[] entries = new byte[3 * model.getMapSize()];
    for (int i = 0; i < model.getMapSize(); i++) {
      entries[3 * i] = (byte) model.getRed(i);
      entries[3 * i + 1] = (byte) model.getGreen(i);
      entries[3 * i + 2] = (byte) model.getBlue(i);
    }
    return rgb(entries).dropGrey(model.getMapSize());
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
