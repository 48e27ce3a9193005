package com.tkr.embed.model.profile;

import java.util.OptionalInt;

/**
 * One resize of a picture, by Pillow's bicubic filter, which rounds what it gives to bytes: to
 * sides that are multiples of a factor and about in the picture's own ratio.
 *
 * @param factor that sides are multiples of; empty for the model's own, of its patches
 * @param minPixels of the result at least, about
 * @param maxPixels of the result at most
 * @param maxRatio of the longer side to the shorter, to which the longer is cut; empty where
 *     nothing is cut
 */
public record ResizeStage(OptionalInt factor, int minPixels, int maxPixels, OptionalInt maxRatio) {
  /** With the model's factor, and nothing cut. */
  static ResizeStage between(int minPixels, int maxPixels) {
    return new ResizeStage(OptionalInt.empty(), minPixels, maxPixels, OptionalInt.empty());
  }
}
