package com.tkr.embed.model;

import java.util.List;

/**
 * One input as the model takes it.
 *
 * @param inputIds token ids of the whole prompt, each {@code <|image_pad|>} expanded to one id per
 *     image token
 * @param prefixLength leading ids that every input of the same instruction shares; 0 when none
 * @param images in the order of their {@code <|image_pad|>} runs
 */
public record ModelInput(int[] inputIds, int prefixLength, List<ImagePixels> images) {
  /** Tokens of the input, text and image alike. */
  public int tokens() {
    return inputIds.length;
  }

  /** Those that are computed each time, without the prefix: what the batching budget counts. */
  public int ownTokens() {
    return inputIds.length - prefixLength;
  }
}
