package com.tkr.embed.input;

import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
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
  private static final int INSTRUCTION_CHARACTERS = 65_536;

  /** The operator's for texts and their number of images; nobody sets the others. */
  public static InputLimits of(Settings settings) {
    return new InputLimits(
        settings.get(ServerSettings.MAX_TEXT_CHARACTERS),
        INSTRUCTION_CHARACTERS,
        settings.get(ServerSettings.MAX_IMAGES),
        ImageLimits.ofHeap());
  }
}
