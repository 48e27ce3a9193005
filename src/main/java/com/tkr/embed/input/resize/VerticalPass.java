package com.tkr.embed.input.resize;

import java.util.Arrays;

/** Resamples columns to another height; keeps only the rows that the current output row needs. */
final class VerticalPass implements PixelRows {
  private final PixelRows source;
  private final int height;
  private final ResampleWeights weights;
  private final int[][] ring;
  private final int[] rowIn;
  private final int[] sums;
  private final byte[] row;

  VerticalPass(PixelRows source, int height) {
    this.source = source;
    this.height = height;
    this.weights = new ResampleWeights(source.height(), height);
    int samples = 3 * source.width();
    this.ring = new int[weights.longest()][samples];
    this.rowIn = new int[ring.length];
    Arrays.fill(rowIn, -1);
    this.sums = new int[samples];
    this.row = new byte[samples];
  }

  @Override
  public int width() {
    return source.width();
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public void read(int y, byte[] rgb) {
    Arrays.fill(sums, 0);
    int first = weights.first(y);
    for (int k = 0; k < weights.count(y); k++) {
      add(sourceRow(first + k), weights.weights()[y * weights.stride() + k]);
    }
    for (int i = 0; i < sums.length; i++) {
      rgb[i] = (byte) ResampleWeights.sample(sums[i]);
    }
  }

  private void add(int[] samples, int weight) {
    int[] to = sums;
    for (int i = 0; i < to.length; i++) {
      to[i] += samples[i] * weight;
    }
  }

  private int[] sourceRow(int y) {
    int slot = y % ring.length;
    int[] samples = ring[slot];
    if (rowIn[slot] != y) {
      source.read(y, row);
      for (int i = 0; i < samples.length; i++) {
        samples[i] = row[i] & 0xFF;
      }
      rowIn[slot] = y;
    }
    return samples;
  }
}
