package com.tkr.embed.input.pdf;

import com.tkr.embed.error.Cancellation;
import com.tkr.embed.input.image.ImageFile;
import com.tkr.embed.input.image.ImageRefused;
import com.tkr.embed.input.resize.Alpha;
import com.tkr.embed.input.resize.PackedRows;
import com.tkr.embed.input.resize.PixelRows;
import com.tkr.embed.input.resize.RowConverter;

/**
 * A page that is drawn when its pixels are wanted.
 *
 * @param page of a PDF file
 * @param width in pixels
 * @param height in pixels
 * @param scale pixels per point
 */
public record PdfPicture(PdfPage page, int width, int height, float scale) implements ImageFile {
  /** Bytes of a pixel here, and while it arrives. */
  private static final long BYTES = 3;

  /** A page is turned as its file says when it is drawn. */
  @Override
  public int orientation() {
    return 1;
  }

  @Override
  public long decodeBytes() {
    return BYTES * width * height;
  }

  /** Draws it on white; there is no alpha. */
  @Override
  public PixelRows decode(Alpha alpha) throws ImageRefused {
    return decode(alpha, Cancellation.NEVER);
  }

  @Override
  public PixelRows decode(Alpha alpha, Cancellation cancellation) throws ImageRefused {
    byte[] rgb = page.renderer().draw(this, cancellation);
    return new PackedRows(
        rgb, new PackedRows.Layout(width, height, 0, 3 * width), RowConverter.rgb(3));
  }
}
