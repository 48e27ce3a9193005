package com.tkr.embed.input;

import com.tkr.embed.error.Cancellation;
import com.tkr.embed.input.resize.PixelRows;

/** The rows of a picture, as long as somebody waits for it. */
record WantedRows(PixelRows rows, Cancellation cancellation) implements PixelRows {
  @Override
  public int width() {
    return rows.width();
  }

  @Override
  public int height() {
    return rows.height();
  }

  /** Throws {@link java.util.concurrent.CancellationException} when nobody waits. */
  @Override
  public void read(int y, byte[] rgb) {
    cancellation.check();
    rows.read(y, rgb);
  }
}
