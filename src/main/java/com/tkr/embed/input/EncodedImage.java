package com.tkr.embed.input;

import com.tkr.embed.input.pdf.PdfPage;
import com.tkr.embed.input.pdf.PdfRenderer;
import org.jspecify.annotations.Nullable;

/**
 * A picture as a client sent it: an image file's bytes and whether its EXIF orientation is applied
 * (the reference ignores it), or a page of a PDF file.
 *
 * @param bytes the file as uploaded
 * @param exifOrientation whether to turn the picture as its EXIF orientation says
 * @param page which page of the file it is; {@code null} for an image file, and for a PDF file as
 *     long as it was not opened
 * @param address where the bytes are still to be fetched from; {@code null} where they are there
 */
public record EncodedImage(
    byte[] bytes, boolean exifOrientation, @Nullable PdfPage page, @Nullable String address) {
  /** An image file, or a PDF file that is still to be opened. */
  public EncodedImage(byte[] bytes, boolean exifOrientation) {
    this(bytes, exifOrientation, null, null);
  }

  /** A file that is still to be fetched. */
  public static EncodedImage at(String address, boolean exifOrientation) {
    return new EncodedImage(new byte[0], exifOrientation, null, address);
  }

  /** A page. */
  public static EncodedImage of(PdfPage page) {
    return new EncodedImage(page.file(), false, page, null);
  }

  /** Whether its bytes are those of a picture: nothing is to be fetched or opened. */
  public boolean isThere() {
    return address == null && (page != null || !PdfRenderer.isPdf(bytes));
  }

  /** By what a page is drawn; empty for an image file, whose bytes are all there is to it. */
  public String rendering() {
    return page == null ? "" : page.rendering();
  }

  /** The page's number, from 1; 0 for an image file. */
  public int pageNumber() {
    return page == null ? 0 : page.number();
  }
}
