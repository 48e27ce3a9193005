package com.tkr.embed.input;

import com.tkr.embed.input.image.ImageLimits;

/**
 * What an input may hold at most, checked before the costly work.
 *
 * @param textCharacters UTF-16 units of a text
 * @param instructionCharacters UTF-16 units of an instruction
 * @param images images of one input
 * @param image limits of each image
 */
public record InputLimits(
    int textCharacters, int instructionCharacters, int images, ImageLimits image) {
  /** The default: what 32,768 tokens of 128 bytes can hold, and phone photos. */
  public static final InputLimits DEFAULT =
      new InputLimits(32_768 * 128, 65_536, 128, ImageLimits.DEFAULT);
}
