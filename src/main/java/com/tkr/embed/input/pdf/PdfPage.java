package com.tkr.embed.input.pdf;

/**
 * A page of a PDF file that could be opened.
 *
 * @param renderer what draws it
 * @param file the file's bytes
 * @param number of the page, from 1
 * @param width in points, as it is seen
 * @param height in points, as it is seen
 */
public record PdfPage(PdfRenderer renderer, byte[] file, int number, float width, float height) {
  /** Pixels a side that are drawn for each that the model sees. */
  private static final double OVERSAMPLING = 2;

  /**
   * The page as a picture that a model sees at a number of pixels: drawn at twice the sides, as
   * scans and drawn pages mostly reach such models, within the limit, and reduced like any picture.
   */
  public PdfPicture picture(long modelPixels) {
    double pixels = Math.min(renderer.limits().pixels(), modelPixels * OVERSAMPLING * OVERSAMPLING);
    float scale = (float) Math.sqrt(pixels / ((double) width * height));
    return new PdfPicture(this, pixels(width, scale), pixels(height, scale), scale);
  }

  /** As PDFBox rounds. */
  private static int pixels(float points, float scale) {
    return (int) Math.max(Math.floor(points * scale), 1);
  }
}
