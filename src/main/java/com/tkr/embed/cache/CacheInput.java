package com.tkr.embed.cache;

import java.util.List;

/**
 * What decides an input's vector, the model being given.
 *
 * @param instruction the system instruction; {@code null} for the model's default
 * @param text {@code ""} when there is none
 * @param images encoded images, in order
 * @param truncate whether a text over the model's length is cut or refused
 */
public record CacheInput(String instruction, String text, List<Image> images, boolean truncate) {
  public CacheInput {
    images = List.copyOf(images);
  }

  /**
   * An image file.
   *
   * @param bytes as uploaded; not copied
   * @param exifOrientation whether the picture is turned as its EXIF says
   */
  public record Image(byte[] bytes, boolean exifOrientation) {}
}
