package com.tkr.embed.input.pdf;

import org.apache.pdfbox.util.Version;

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
  /** The library's version decides pixels too: vectors may outlive the server that drew them. */
  private static final class Library {
    private static final String VERSION = "pdfbox " + Version.getVersion();
  }

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

  /** What its pixels depend on besides the file and the size at which a model sees it. */
  public String rendering() {
    return Library.VERSION + ", " + renderer.limits().pixels() + " pixels, " + OVERSAMPLING;
  }

  /** As PDFBox rounds. */
  private static int pixels(float points, float scale) {
    return (int) Math.max(Math.floor(points * scale), 1);
  }
}
