package com.tkr.embed.input.image;

import com.tkr.embed.error.Cancellation;
import com.tkr.embed.input.resize.Alpha;
import com.tkr.embed.input.resize.PixelRows;

/** An image file whose header was read and whose pixels were not. */
public interface ImageFile {
  /** Pixels per row. */
  int width();

  /** Number of rows. */
  int height();

  /**
   * EXIF orientation, 1 to 8; 1 when the file says nothing.
   *
   * @throws ImageRefused when what the file says cannot be read
   */
  int orientation() throws ImageRefused;

  /** Whether the format's definition of the picture includes its orientation. */
  default boolean alwaysOriented() {
    return false;
  }

  /** Bytes that decoding takes at most, beside the file itself. */
  long decodeBytes();

  /**
   * Decodes the picture (of several, the first).
   *
   * @param alpha what becomes of it; transparent palettes, and alpha beside grey, are dropped
   *     always
   * @throws ImageRefused when the file is damaged or uses what is not read
   */
  PixelRows decode(Alpha alpha) throws ImageRefused;

  /**
   * The same where it may take long and may be given up meanwhile.
   *
   * @throws java.util.concurrent.CancellationException when nobody waits for it any more
   */
  default PixelRows decode(Alpha alpha, Cancellation cancellation) throws ImageRefused {
    return decode(alpha);
  }
}
