package com.tkr.embed.selftest;

import com.tkr.embed.model.ImagePixels;
import com.tkr.embed.model.ModelInput;
import java.util.List;

/**
 * Makes the picture of a prepared input a small one, of four tokens: so that the plain path, which
 * takes minutes for a picture of the size that a large model is given, can be held against.
 */
final class SmallPicture {
  private static final int CELLS = 2;
  private static final int CHANNELS = 3;

  private final int factor;

  /**
   * @param factor image sides are multiples of it
   */
  SmallPicture(int factor) {
    this.factor = factor;
  }

  /** The input with that picture; one without a picture as it is. */
  ModelInput in(ModelInput input) {
    if (input.images().isEmpty()) {
      return input;
    }
    ImagePixels picture = input.images().get(0);
    int tokens = picture.height() / factor * (picture.width() / factor);
    int[] ids = input.inputIds();
    int start = run(ids, tokens);
    int left = CELLS * CELLS;
    int[] fewer = new int[ids.length - tokens + left];
    System.arraycopy(ids, 0, fewer, 0, start + left);
    System.arraycopy(ids, start + tokens, fewer, start + left, ids.length - start - tokens);
    return new ModelInput(fewer, input.prefixLength(), List.of(small(picture)));
  }

  /** Where so many equal ids begin. */
  private static int run(int[] ids, int length) {
    int start = 0;
    for (int i = 0; i < ids.length; i++) {
      start = ids[i] == ids[start] ? start : i;
      if (i - start + 1 == length) {
        return start;
      }
    }
    throw new IllegalStateException("the prompt has no place of the picture");
  }

  /** Every so manieth pixel of it. */
  private ImagePixels small(ImagePixels picture) {
    int side = CELLS * factor;
    byte[] rgb = new byte[side * side * CHANNELS];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int row = y * picture.height() / side;
        int from = (row * picture.width() + x * picture.width() / side) * CHANNELS;
        System.arraycopy(picture.rgb(), from, rgb, (y * side + x) * CHANNELS, CHANNELS);
      }
    }
    return new ImagePixels(side, side, rgb);
  }
}
