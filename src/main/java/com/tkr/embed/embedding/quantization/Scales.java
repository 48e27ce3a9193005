package com.tkr.embed.embedding.quantization;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What the last byte stands for, of a model's vectors of unit length, whole and cut to their
 * leading dimensions.
 *
 * @param byDimensions of each number of dimensions for which it is known; not empty
 * @param told by what: {@link #CALIBRATED}, {@link #TRAINED} or {@link #ASSUMED}
 */
public record Scales(NavigableMap<Integer, Float> byDimensions, String told) {
  /** Measured on a sample of the operator's. */
  public static final String CALIBRATED = "calibration";

  /** Of the model's authors. */
  public static final String TRAINED = "training";

  /** Of numbers that are all about as large as each other. */
  public static final String ASSUMED = "assumption";

  /** Deviations of a number of a vector of unit length that an assumed scale leaves room for. */
  private static final double DEVIATIONS = 6;

  public Scales {
    byDimensions = new TreeMap<>(byDimensions);
  }

  /** Of vectors of unit length of which nothing else is known. */
  public static Scales assumed(int dimensions) {
    float scale = (float) Math.min(1, DEVIATIONS / Math.sqrt(dimensions));
    return new Scales(new TreeMap<>(Map.of(dimensions, scale)), ASSUMED);
  }

  /**
   * Rounds vectors of so many dimensions. A cut vector is normalised again, which makes its numbers
   * larger; where that was not measured, as if all dimensions had about the same share of the
   * length.
   */
  public Quantizer quantizer(int dimensions) {
    Map.Entry<Integer, Float> above = byDimensions.ceilingEntry(dimensions);
    Map.Entry<Integer, Float> known = above == null ? byDimensions.lastEntry() : above;
    double larger = Math.sqrt((double) known.getKey() / dimensions);
    return new Quantizer((float) Math.min(1, known.getValue() * larger));
  }
}
