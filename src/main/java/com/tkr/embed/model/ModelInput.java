package com.tkr.embed.model;

import java.util.Arrays;
import java.util.List;

/**
 * One input as the model takes it.
 *
 * @param inputIds token ids of the whole prompt, each {@code <|image_pad|>} expanded to one id per
 *     image token
 * @param prefixLength leading ids that every input of the same instruction shares; 0 when none
 * @param sharedLength leading ids that inputs of the same request share, with the images in them:
 *     at least the prefix, less than all, and no part of an image; 0 when no more than the prefix
 * @param images in the order of their {@code <|image_pad|>} runs
 */
public record ModelInput(
    int[] inputIds, int prefixLength, int sharedLength, List<ImagePixels> images) {
  /** An input that shares no more than its prefix. */
  public ModelInput(int[] inputIds, int prefixLength, List<ImagePixels> images) {
    this(inputIds, prefixLength, 0, images);
  }

  /** Tokens of the input, text and image alike. */
  public int tokens() {
    return inputIds.length;
  }

  /** Those that are computed each time, without what is shared: what the batching budget counts. */
  public int ownTokens() {
    return inputIds.length - Math.max(prefixLength, sharedLength);
  }

  /** Those that the first of inputs that share is computed with. */
  public int tokensAsFirst() {
    return inputIds.length - prefixLength;
  }

  /** Whether it shares more than its prefix with another, whose pictures are the same then. */
  public boolean sharesWith(ModelInput other) {
    return sharedLength > 0
        && sharedLength == other.sharedLength
        && Arrays.equals(inputIds, 0, sharedLength, other.inputIds, 0, sharedLength);
  }
}
