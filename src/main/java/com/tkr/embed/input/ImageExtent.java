package com.tkr.embed.input;

/**
 * How much pictures are.
 *
 * @param pixels of the files as they were sent, and of a PDF file's pages as they are drawn
 * @param tokens as which the model sees them
 */
public record ImageExtent(long pixels, long tokens) {
  /** Of no picture. */
  public static final ImageExtent NONE = new ImageExtent(0, 0);

  /** Of these and others. */
  public ImageExtent plus(ImageExtent other) {
    return new ImageExtent(pixels + other.pixels, tokens + other.tokens);
  }
}
