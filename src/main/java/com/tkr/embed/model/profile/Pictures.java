package com.tkr.embed.model.profile;

import java.util.List;

/**
 * How pictures are read.
 *
 * @param resize what is done to one, step by step; the last gives what the model sees
 * @param alphaOverWhite whether a picture with alpha (Pillow's mode RGBA) is seen on white;
 *     otherwise its alpha is dropped
 */
public record Pictures(List<ResizeStage> resize, boolean alphaOverWhite) {
  /** The resizes are a copy. */
  public Pictures {
    resize = List.copyOf(resize);
  }

  /** The last resize, which gives what the model sees. */
  public ResizeStage lastResize() {
    return resize.get(resize.size() - 1);
  }
}
