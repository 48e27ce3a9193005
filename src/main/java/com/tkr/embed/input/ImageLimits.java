package com.tkr.embed.input;

/**
 * What an image may be at most, read from its header before a pixel is decoded.
 *
 * @param pixels width times height
 * @param side width or height, in pixels
 * @param aspectRatio longer side over shorter side; the reference model takes none above 200
 * @param decodeBytes memory that all images being decoded at one time may take together
 */
public record ImageLimits(long pixels, int side, int aspectRatio, long decodeBytes) {
  /** The default: photos of 50 megapixels pass; a quarter of the heap decodes. */
  public static final ImageLimits DEFAULT =
      new ImageLimits(64_000_000, 65_535, 200, Runtime.getRuntime().maxMemory() / 4);
}
