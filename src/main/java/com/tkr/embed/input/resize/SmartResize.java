package com.tkr.embed.input.resize;

/**
 * The size at which the model sees a picture: about the picture's own aspect ratio, sides multiples
 * of the model's factor, pixels between two limits. As {@code smart_resize} in {@code
 * transformers/models/qwen2_vl/image_processing_qwen2_vl.py}: doubles, rounding half to even. The
 * {@code smart_resize} of qwen_vl_utils is the same, and then cuts the longer side to a ratio.
 *
 * @param height in pixels
 * @param width in pixels
 */
public record SmartResize(int height, int width) {

  /** The size for a picture of {@code width} x {@code height} pixels. */
  public static SmartResize of(int height, int width, PixelRange range) {
    int factor = range.factor();
    long h = Math.max(factor, factor * (long) Math.rint((double) height / factor));
    long w = Math.max(factor, factor * (long) Math.rint((double) width / factor));
    double area = (double) height * width;
    if (h * w > range.max()) {
      double beta = Math.sqrt(area / range.max());
      h = Math.max(factor, factor * (long) Math.floor(height / beta / factor));
      w = Math.max(factor, factor * (long) Math.floor(width / beta / factor));
    } else if (h * w < range.min()) {
      double beta = Math.sqrt(range.min() / area);
      h = factor * (long) Math.ceil(height * beta / factor);
      w = factor * (long) Math.ceil(width * beta / factor);
    }
    return range.cut((int) h, (int) w);
  }

  /** Image tokens of a picture of this size. */
  public int tokens(int factor) {
    return height / factor * (width / factor);
  }

  /**
   * What sizes may be.
   *
   * @param factor sides are multiples of it
   * @param min pixels at least
   * @param max pixels at most
   * @param maxRatio of the longer side to the shorter, to which the longer is cut; the pixels may
   *     then be fewer
   */
  public record PixelRange(int factor, int min, int max, int maxRatio) {
    /** Without a limit of the ratio. */
    public PixelRange(int factor, int min, int max) {
      this(factor, min, max, Integer.MAX_VALUE);
    }

    private SmartResize cut(int height, int width) {
      long longest = (long) maxRatio * Math.min(height, width);
      return new SmartResize((int) Math.min(height, longest), (int) Math.min(width, longest));
    }
  }
}
