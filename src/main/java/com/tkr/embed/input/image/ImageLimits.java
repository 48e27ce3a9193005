package com.tkr.embed.input.image;

import com.tkr.embed.error.ErrorCode;
import java.util.Map;

/**
 * What an image may be at most, read from its header before a pixel is decoded.
 *
 * @param pixels width times height
 * @param side width or height, in pixels
 * @param aspectRatio longer side over shorter side; the reference model takes none above 200
 * @param decodeBytes memory that all images being decoded at one time may take together
 */
public record ImageLimits(long pixels, int side, int aspectRatio, long decodeBytes) {
  /** Photos of 50 megapixels pass; a quarter of the heap decodes. */
  public static ImageLimits ofHeap() {
    return new ImageLimits(64_000_000, 65_535, 200, Runtime.getRuntime().maxMemory() / 4);
  }

  /** Checks a header's size. */
  public void check(int width, int height) throws ImageRefused {
    if (width < 1 || height < 1) {
      throw refused(width, height, "is not positive");
    }
    if (width > side || height > side) {
      throw refused(width, height, "is over the limit of %d per side".formatted(side));
    }
    if ((long) width * height > pixels) {
      throw refused(width, height, "is over the limit of %d pixels".formatted(pixels));
    }
    if (Math.max(width, height) > (long) aspectRatio * Math.min(width, height)) {
      throw refused(width, height, "is over the aspect ratio limit of %d".formatted(aspectRatio));
    }
  }

  private static ImageRefused refused(int width, int height, String why) {
    return new ImageRefused(
        ErrorCode.UNPROCESSABLE_IMAGE,
        "has a size of %d x %d pixels, which %s".formatted(width, height, why),
        Map.of("width", width, "height", height));
  }
}
